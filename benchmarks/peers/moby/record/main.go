// SPDX-License-Identifier: BSL-1.0
// Reads golden cases, a line each, and writes them with the answers that the engine gives on this machine.
package main

import (
	"fmt"
	"os"

	"specline/benchmarks/peers/moby/engine"
)

func main() {
	if err := engine.Record(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "record:", err)
		os.Exit(1)
	}
}
