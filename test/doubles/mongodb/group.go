package main

import (
	"encoding/binary"
	"fmt"

	"go.mongodb.org/mongo-driver/bson"
)

// FerretDB 1.24 passes the documents of a $group stage to its first accumulator only; the others see none. So a $group
// with several accumulators is sent once for each of them, without other commands in between, and the results are
// joined.

const (
	bodyAt       = headerBytes + 4 + 1
	batchSizeMax = 1_000_000
)

// byAccumulator returns the requests that replace a request, one per accumulator; nil if the request can be sent as it
// is.
func byAccumulator(request []byte) [][]byte {
	command, ok := commandOf(request)
	if !ok || len(command) == 0 || command[0].Key != "aggregate" {
		return nil
	}
	at, group := groupOf(command)
	if len(group) <= 2 {
		return nil
	}
	var parts [][]byte
	for _, field := range group {
		if field.Key != "_id" {
			part, err := withGroup(command, at, bson.D{idOf(group), field})
			if err != nil {
				return nil
			}
			parts = append(parts, messageOf(request, part))
		}
	}
	return parts
}

func commandOf(message []byte) (bson.D, bool) {
	opCode := binary.LittleEndian.Uint32(message[12:])
	if opCode != opMsg || len(message) <= bodyAt || message[bodyAt-1] != 0 {
		return nil, false
	}
	var command bson.D
	return command, bson.Unmarshal(message[bodyAt:], &command) == nil
}

// groupOf returns the last stage of the pipeline, if it is a $group, and its index.
func groupOf(command bson.D) (int, bson.D) {
	pipeline, _ := valueOf(command, "pipeline").(bson.A)
	if len(pipeline) == 0 {
		return 0, nil
	}
	at := len(pipeline) - 1
	stage, _ := pipeline[at].(bson.D)
	group, _ := valueOf(stage, "$group").(bson.D)
	return at, group
}

func valueOf(document bson.D, key string) any {
	for _, field := range document {
		if field.Key == key {
			return field.Value
		}
	}
	return nil
}

func idOf(group bson.D) bson.E { return bson.E{Key: "_id", Value: valueOf(group, "_id")} }

func withGroup(command bson.D, at int, group bson.D) ([]byte, error) {
	changed := make(bson.D, len(command))
	copy(changed, command)
	for index, field := range changed {
		switch field.Key {
		case "pipeline":
			stages := append(bson.A{}, field.Value.(bson.A)...)
			stages[at] = bson.D{{Key: "$group", Value: group}}
			changed[index].Value = stages
		case "cursor":
			changed[index].Value = bson.D{{Key: "batchSize", Value: int32(batchSizeMax)}}
		}
	}
	return bson.Marshal(changed)
}

// messageOf builds a message with the header of another one.
func messageOf(like []byte, body []byte) []byte {
	message := append(append([]byte{}, like[:bodyAt]...), body...)
	binary.LittleEndian.PutUint32(message, uint32(len(message)))
	return message
}

// joined sends all parts and joins the replies to one: the groups of the first, with the fields of the others added.
func joined(parts [][]byte, ask func([]byte) ([]byte, error)) ([]byte, error) {
	var reply []byte
	var whole bson.D
	groups := map[string]int{}
	var batch bson.A
	for index, part := range parts {
		answer, err := ask(part)
		if err != nil {
			return nil, err
		}
		command, ok := commandOf(answer)
		cursor, isCursor := valueOf(command, "cursor").(bson.D)
		if !ok || !isCursor {
			return answer, nil
		}
		if index == 0 {
			reply, whole = answer, command
		}
		found, _ := valueOf(cursor, "firstBatch").(bson.A)
		for _, each := range found {
			group, _ := each.(bson.D)
			name := fmt.Sprintf("%#v", valueOf(group, "_id"))
			known, seen := groups[name]
			if !seen {
				groups[name] = len(batch)
				batch = append(batch, group)
				continue
			}
			batch[known] = append(batch[known].(bson.D), group[1:]...)
		}
	}
	return withBatch(reply, whole, batch)
}

func withBatch(reply []byte, command bson.D, batch bson.A) ([]byte, error) {
	body, err := bson.Marshal(replyWithBatch(command, batch))
	return messageOf(reply, body), err
}

// replyWithBatch returns the reply with this batch as its only one: the cursor is closed.
func replyWithBatch(reply bson.D, batch bson.A) bson.D {
	if batch == nil {
		batch = bson.A{}
	}
	cursor, _ := valueOf(reply, "cursor").(bson.D)
	return with(reply, "cursor", bson.D{
		{Key: "firstBatch", Value: batch},
		{Key: "id", Value: int64(0)},
		{Key: "ns", Value: valueOf(cursor, "ns")},
	})
}
