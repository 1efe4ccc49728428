// A server that speaks the MongoDB protocol on the loopback interface, for the contract tests: FerretDB on SQLite, in a
// folder that is removed at the end. It prints its address, and ends when its standard input is closed.
package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	folder, err := os.MkdirTemp("", "ledger-mongodb-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)

	// The data is thrown away at the end, so SQLite need not wait for the disk.
	files := "file:" + folder + "/?_pragma=busy_timeout(10000)&_pragma=synchronous(off)"
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: "127.0.0.1:0"},
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
		Handler:   "sqlite",
		SQLiteURL: files,
	})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	go server.Run(ctx)
	address, err := url.Parse(server.MongoDBURI())
	if err != nil {
		return err
	}

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	front := &front{server: address.Host, keys: keyIndexes{folder: folder, made: map[string]bool{}}}
	go front.serve(listener)
	fmt.Printf("mongodb://%s/\n", listener.Addr())
	// The process that started this server holds the other end of standard input. The server ends when that process ends.
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}
