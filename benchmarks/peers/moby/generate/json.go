// SPDX-License-Identifier: BSL-1.0
// JSON texts as people and programs write them: members in any order, keys in any case and twice, escapes, blanks.
//
// What specline reads otherwise on purpose is not made (README, "Differences from the engine"): a list twice; null behind an
// equal key; bad UTF-8 and lone surrogates; more than 32 objects and lists within one another; interface types that are none.
// Nor is ("Read a spec" there) a number like 1e99999999999, which Boost.JSON refuses.
package main

import (
	"fmt"
	"math/rand"
	"strings"
	"unicode"
	"unicode/utf16"
)

type generator struct {
	*rand.Rand
	folder     string // of the device nodes
	wrongTypes bool   // some values of this plugin may have a wrong type
	refusals   bool   // this plugin may have what the engine refuses
	settable   []setting
}

// What a plugin's config lets a user set.
type setting struct{ name, field string }

func (g *generator) chance(percent int) bool { return g.Intn(100) < percent }

func (g *generator) pick(choices ...string) string { return choices[g.Intn(len(choices))] }

// Up to `most` values.
func (g *generator) some(most int, value func() string) (values []string) {
	for n := g.Intn(most + 1); n > 0; n-- {
		values = append(values, value())
	}
	return values
}

func (g *generator) blank() string { return g.pick("", "", "", "", "", "", " ", "\n", "\t", "\r\n  ") }

// A text in quotes, some of its characters as escapes.
func (g *generator) quote(text string) string {
	var out strings.Builder
	escape := func(unit rune) { fmt.Fprintf(&out, g.pick(`\u%04x`, `\u%04X`), unit) }
	out.WriteByte('"')
	for _, r := range text {
		must := r < 0x20 || r == '"' || r == '\\'
		short := strings.IndexRune("\"\\/\b\f\n\r\t", r)
		high, low := utf16.EncodeRune(r)
		switch {
		case !must && !g.chance(3):
			out.WriteRune(r)
		case short >= 0 && g.chance(80):
			out.WriteString(`\` + `"\/bfnrt`[short:short+1])
		case r > 0xffff:
			escape(high)
			escape(low)
		default:
			escape(r)
		}
	}
	out.WriteByte('"')
	return out.String()
}

// A key in any case, to which the long s and the Kelvin sign belong too.
func (g *generator) key(name string) string {
	switch g.Intn(8) {
	case 0, 1:
		name = strings.ToLower(name)
	case 2:
		name = strings.ToUpper(name)
	case 3:
		name = strings.Map(func(r rune) rune {
			for n := g.Intn(3); n > 0; n-- {
				r = unicode.SimpleFold(r)
			}
			return r
		}, name)
	}
	return g.quote(name)
}

func (g *generator) list(values []string) string {
	return "[" + g.blank() + strings.Join(values, g.blank()+","+g.blank()) + "]"
}

// A member: its name, and the values that it is given one after the other.
type member struct {
	name   string
	values []string
	needed bool // it must be there, and not be null or of a wrong type
}

func (m member) always() member {
	m.needed = true
	return m
}

func (g *generator) text(name string, choices ...string) member {
	m := member{name: name, values: []string{g.quote(g.pick(choices...))}}
	if g.chance(3) {
		m.values = append(m.values, g.quote(g.pick(choices...)))
	}
	return m
}

func (g *generator) flag(name string) member {
	return member{name: name, values: append(g.some(1, func() string { return g.pick("true", "false") }), g.pick("false", "true"))}
}

func (g *generator) texts(name string, values []string) member {
	quoted := []string{}
	for _, value := range values {
		quoted = append(quoted, g.quote(value))
	}
	if g.chance(2) {
		quoted = append(quoted, "null") // an empty text
	}
	return member{name: name, values: []string{g.list(quoted)}}
}

// A member that is an object, sometimes in two parts.
func (g *generator) within(name string, members ...member) member {
	if !g.chance(4) {
		return member{name: name, values: []string{g.object(members...)}}
	}
	cut := g.Intn(len(members) + 1)
	return member{name: name, values: []string{g.object(members[:cut]...), g.object(members[cut:]...)}}
}

func (g *generator) object(members ...member) string {
	entries := []string{}
	add := func(key, value string) {
		entries = append(entries, g.blank()+key+g.blank()+":"+g.blank()+value+g.blank())
	}
	for _, m := range members {
		switch {
		case m.needed:
		case g.chance(6):
			continue
		case g.chance(3):
			m.values = []string{"null"}
		case g.wrongTypes && g.chance(4):
			m.values = []string{g.ofAnotherType(m.values[0])}
		}
		for _, value := range m.values {
			add(g.key(m.name), value)
		}
	}
	if g.chance(5) {
		add(g.quote(g.pick("unknown", "manifestVersion", "", "Ids", "confi", "név")), g.anything(4))
	}
	g.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
	return "{" + strings.Join(entries, ",") + "}"
}

func (g *generator) ofAnotherType(value string) string {
	for {
		other := g.pick(`"text"`, "true", "7", "-1.5e3", "{}", "[]", `["x"]`, `{"Name":"x"}`)
		isNumber := func(s string) bool { return strings.Contains("-0123456789", s[:1]) }
		isFlag := func(s string) bool { return s == "true" || s == "false" }
		if other[0] != value[0] && !(isNumber(other) && isNumber(value)) && !(isFlag(other) && isFlag(value)) {
			return other
		}
	}
}

// Any value, of which nothing is read.
func (g *generator) anything(depth int) string {
	choices := 4
	if depth == 0 {
		choices = 2
	}
	switch g.Intn(choices) {
	case 0:
		return g.pick("null", "true", "false", "0", "-0", "1.5", "-1E-7", "0.1e+5", "18446744073709551616", "1e400",
			"123456789012345678901234567890")
	case 1:
		return g.quote(g.words())
	case 2:
		return g.list(g.some(3, func() string { return g.anything(depth - 1) }))
	}
	entries := g.some(3, func() string { return g.quote(g.words()) + ":" + g.anything(depth-1) })
	return "{" + strings.Join(entries, ",") + "}"
}

// Drops, changes or adds a byte of the JSON itself, or cuts the text.
func (g *generator) damaged(text string) string {
	at := g.Intn(len(text))
	switch g.Intn(4) {
	case 0:
		return strings.ToValidUTF8(text[:at], "")
	case 1:
		return text + g.pick("}", "]", ",", "x", "{}", " null")
	}
	for n := 0; n < len(text) && !strings.Contains(`{}[],:"`, text[at:at+1]); n++ {
		at = (at + 1) % len(text)
	}
	return text[:at] + g.pick("", "", "{", "}", "[", "]", ",", ":", `"`, ",,", "'") + text[at+1:]
}
