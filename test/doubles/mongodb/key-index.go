package main

import (
	"database/sql"
	"fmt"
	"path/filepath"

	"go.mongodb.org/mongo-driver/bson"
)

// FerretDB 1.24 queries `->'$._id'` but creates its index on `->"_id"`. SQLite does not use this index for the query,
// so each lookup by _id reads the whole collection. keyIndexes creates the missing index when a collection is first
// used.
type keyIndexes struct {
	folder string
	made   map[string]bool
}

func (k *keyIndexes) after(command bson.D) error {
	switch command[0].Key {
	case "insert", "create", "createIndexes", "update":
	default:
		return nil
	}
	database, _ := valueOf(command, "$db").(string)
	collection, _ := command[0].Value.(string)
	name := database + "." + collection
	if k.made[name] {
		return nil
	}
	k.made[name] = true
	db, err := sql.Open("sqlite", "file:"+filepath.Join(k.folder, database+".sqlite")+"?_pragma=busy_timeout(10000)")
	if err != nil {
		return err
	}
	defer db.Close()
	var table string
	found := db.QueryRow("SELECT table_name FROM _ferretdb_collections WHERE name = ?", collection)
	if err := found.Scan(&table); err != nil {
		return err
	}
	_, err = db.Exec(fmt.Sprintf("CREATE INDEX IF NOT EXISTS %q ON %q (_ferretdb_sjson->'$._id')", table+"_key", table))
	return err
}
