package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"

	"go.mongodb.org/mongo-driver/bson"
)

const (
	headerBytes     = 16
	messageBytesMax = 48_000_000
	opMsg           = 2013
	moreToCome      = 1 << 1
)

// A front is a proxy that executes the commands of all clients one at a time. FerretDB needs this to be atomic: it
// reads a document and writes it back in two steps, where MongoDB changes it in one.
type front struct {
	server string
	turn   sync.Mutex
	keys   keyIndexes
}

func (f *front) serve(listener net.Listener) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		go f.talk(client)
	}
}

func (f *front) talk(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", f.server)
	if err != nil {
		return
	}
	defer server.Close()
	for {
		request, err := readMessage(client)
		if err != nil {
			return
		}
		if isUnanswered(request) {
			continue
		}
		reply, err := f.answer(server, request)
		if err != nil {
			return
		}
		if _, err := client.Write(reply); err != nil {
			return
		}
	}
}

// isUnanswered reports whether the client expects no reply. Only endSessions is sent in this way, and FerretDB does not
// support it.
func isUnanswered(message []byte) bool {
	flags := message[headerBytes : headerBytes+4]
	return binary.LittleEndian.Uint32(message[12:]) == opMsg && binary.LittleEndian.Uint32(flags)&moreToCome != 0
}

func (f *front) answer(server net.Conn, request []byte) ([]byte, error) {
	f.turn.Lock()
	defer f.turn.Unlock()
	if parts := byAccumulator(request); parts != nil {
		return joined(parts, func(part []byte) ([]byte, error) { return exchange(server, part) })
	}
	command, ok := wholeCommand(request)
	if !ok {
		return exchange(server, request)
	}
	answer, err := f.answered(server, request, command)
	if err != nil {
		return nil, err
	}
	return answer, f.keys.after(command)
}

func (f *front) answered(server net.Conn, request []byte, command bson.D) ([]byte, error) {
	reply, err := oneByOne(command, func(part bson.D) (bson.D, error) { return asked(server, request, part) })
	if err != nil {
		return nil, err
	}
	if reply == nil {
		return exchange(server, request)
	}
	body, err := bson.Marshal(reply)
	return replyTo(request, body), err
}

// asked sends a command to the server under the header of the client's request and returns the reply.
func asked(server net.Conn, request []byte, command bson.D) (bson.D, error) {
	body, err := bson.Marshal(command)
	if err != nil {
		return nil, err
	}
	answer, err := exchange(server, messageOf(request, body))
	if err != nil {
		return nil, err
	}
	reply, ok := commandOf(answer)
	if !ok {
		return nil, errors.New("a reply that is none")
	}
	return reply, nil
}

// replyTo builds a message that is marked as the reply to the request (its responseTo is the request's id).
func replyTo(request []byte, body []byte) []byte {
	reply := messageOf(request, body)
	copy(reply[8:12], request[4:8])
	return reply
}

func exchange(server net.Conn, request []byte) ([]byte, error) {
	if _, err := server.Write(request); err != nil {
		return nil, err
	}
	return readMessage(server)
}

// readMessage reads a whole message. Its first four bytes are its length.
func readMessage(from io.Reader) ([]byte, error) {
	header := make([]byte, headerBytes)
	if _, err := io.ReadFull(from, header); err != nil {
		return nil, err
	}
	length := int(binary.LittleEndian.Uint32(header))
	if length < bodyAt || length > messageBytesMax {
		return nil, fmt.Errorf("a message of %d bytes", length)
	}
	message := make([]byte, length)
	copy(message, header)
	_, err := io.ReadFull(from, message[headerBytes:])
	return message, err
}
