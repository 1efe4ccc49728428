package main

import (
	"bytes"
	"encoding/binary"
	"reflect"

	"go.mongodb.org/mongo-driver/bson"
)

// FerretDB 1.24 uses its _id index only if the filter has nothing but one _id value; otherwise it reads the whole
// collection. An update with many statements also keeps one cursor open per statement until the end. So such commands
// are split here and sent one by one, without other commands in between.

type ask func(command bson.D) (bson.D, error)

// wholeCommand returns the command of a message. Documents that follow it in a separate section (a document sequence)
// are added to it as an array.
func wholeCommand(message []byte) (bson.D, bool) {
	if binary.LittleEndian.Uint32(message[12:]) != opMsg {
		return nil, false
	}
	var command bson.D
	for rest := message[bodyAt-1:]; len(rest) > 4; {
		length := int(binary.LittleEndian.Uint32(rest[1:]))
		if length < 5 || length >= len(rest) {
			return nil, false
		}
		section := rest[1 : 1+length]
		if rest[0] == 0 {
			var body bson.D
			if bson.Unmarshal(section, &body) != nil {
				return nil, false
			}
			command = append(body, command...)
		} else {
			field, ok := sequence(section[4:])
			if !ok {
				return nil, false
			}
			command = append(command, field)
		}
		rest = rest[1+length:]
	}
	return command, len(command) > 0
}

func sequence(section []byte) (bson.E, bool) {
	end := bytes.IndexByte(section, 0)
	if end < 0 {
		return bson.E{}, false
	}
	documents := bson.A{}
	for rest := section[end+1:]; len(rest) > 4; {
		length := int(binary.LittleEndian.Uint32(rest))
		var document bson.D
		if length < 5 || length > len(rest) || bson.Unmarshal(rest[:length], &document) != nil {
			return bson.E{}, false
		}
		documents = append(documents, document)
		rest = rest[length:]
	}
	return bson.E{Key: string(section[:end]), Value: documents}, true
}

// oneByOne splits a command and returns the joined reply; nil if the command need not be split.
func oneByOne(command bson.D, send ask) (bson.D, error) {
	switch command[0].Key {
	case "update":
		return updates(command, send)
	case "find":
		filter, _ := valueOf(command, "filter").(bson.D)
		among, _ := valueOf(filter, "_id").(bson.D)
		values, isList := valueOf(among, "$in").(bson.A)
		if len(filter) == 1 && len(among) == 1 && isList && len(values) > 0 {
			return finds(command, values, send)
		}
	}
	return nil, nil
}

func with(command bson.D, key string, value any) bson.D {
	changed := append(bson.D{}, command...)
	for index := range changed {
		if changed[index].Key == key {
			changed[index].Value = value
		}
	}
	return changed
}

func finds(command bson.D, values bson.A, send ask) (bson.D, error) {
	var reply bson.D
	batch := bson.A{}
	seen := map[any]bool{}
	for _, value := range values {
		if text, isText := value.(string); !isText || seen[text] {
			continue
		}
		seen[value] = true
		var err error
		if reply, err = send(with(command, "filter", bson.D{{Key: "_id", Value: value}})); err != nil {
			return nil, err
		}
		cursor, isCursor := valueOf(reply, "cursor").(bson.D)
		if !isCursor {
			return reply, nil
		}
		found, _ := valueOf(cursor, "firstBatch").(bson.A)
		batch = append(batch, found...)
	}
	return replyWithBatch(reply, batch), nil
}

func updates(command bson.D, send ask) (bson.D, error) {
	statements, _ := valueOf(command, "updates").(bson.A)
	var matched, modified int32
	upserted, failed := bson.A{}, bson.A{}
	for index, each := range statements {
		statement, _ := each.(bson.D)
		reply, err := update(command, statement, send)
		if err != nil {
			return nil, err
		}
		if valueOf(reply, "ok") != 1.0 {
			return reply, nil
		}
		n, _ := valueOf(reply, "n").(int32)
		m, _ := valueOf(reply, "nModified").(int32)
		matched, modified = matched+n, modified+m
		upserted = append(upserted, reindexed(valueOf(reply, "upserted"), index)...)
		failed = append(failed, reindexed(valueOf(reply, "writeErrors"), index)...)
	}
	reply := bson.D{{Key: "n", Value: matched}, {Key: "nModified", Value: modified}, {Key: "ok", Value: 1.0}}
	if len(upserted) > 0 {
		reply = append(reply, bson.E{Key: "upserted", Value: upserted})
	}
	if len(failed) > 0 {
		reply = append(reply, bson.E{Key: "writeErrors", Value: failed})
	}
	return reply, nil
}

func reindexed(list any, index int) bson.A {
	documents, _ := list.(bson.A)
	for at, each := range documents {
		if document, ok := each.(bson.D); ok {
			documents[at] = with(document, "index", int32(index))
		}
	}
	return documents
}

func update(command bson.D, statement bson.D, send ask) (bson.D, error) {
	filter, _ := valueOf(statement, "q").(bson.D)
	id, isText := valueOf(filter, "_id").(string)
	if isText && len(filter) > 1 && valueOf(statement, "upsert") != true {
		byID := bson.D{{Key: "_id", Value: id}}
		reply, err := send(bson.D{
			{Key: "find", Value: command[0].Value},
			{Key: "filter", Value: byID},
			{Key: "$db", Value: valueOf(command, "$db")},
		})
		if err != nil {
			return nil, err
		}
		if !holds(reply, filter) {
			return bson.D{{Key: "n", Value: int32(0)}, {Key: "nModified", Value: int32(0)}, {Key: "ok", Value: 1.0}}, nil
		}
		statement = with(statement, "q", byID)
	}
	return send(with(command, "updates", bson.A{statement}))
}

// holds reports whether the found document has all values of the filter.
func holds(reply bson.D, filter bson.D) bool {
	cursor, _ := valueOf(reply, "cursor").(bson.D)
	found, _ := valueOf(cursor, "firstBatch").(bson.A)
	if len(found) == 0 {
		return false
	}
	document, _ := found[0].(bson.D)
	for _, field := range filter {
		if !reflect.DeepEqual(valueOf(document, field.Key), field.Value) {
			return false
		}
	}
	return true
}
