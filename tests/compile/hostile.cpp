// SPDX-License-Identifier: BSL-1.0
// Other people's macros: what windows.h, X11 and GNU mode put in the way of a header, and `I`, as complex.h has it.
// headers.sh includes the standard's and Boost's headers before this: they are not ours to defend.
#include <sys/sysmacros.h>  // major, minor, makedev

// windows.h
#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))
#define interface struct
#define near
#define far
#define small char
#define hyper long
#define pascal
#define cdecl
#define environ (*the_environment())
#define ERROR 0
#define NO_ERROR 0
#define DELETE 0x00010000L
#define CONST const
#define VOID void
#define IN
#define OUT
#define OPTIONAL
#define STRICT 1
#define TEXT(quote) L##quote
#define GetObject GetObjectW
// X11
#define Status int
#define Bool int
#define None 0L
#define True 1
#define False 0
#define Success 0
#define Always 2
#define Below 1
// complex.h
#define I 42

#include <specline/specline.hpp>

// Whoever defined them wants them still.
#define SAME_TEXT_(a) #a
#define SAME_TEXT(a) SAME_TEXT_(a)
constexpr bool same(char const* a, char const* b)
{
    while (*a != '\0' && *a == *b) ++a, ++b;
    return *a == *b;
}
#define KEPT(macro, text) static_assert(same(SAME_TEXT(macro), text), #macro " was undefined or changed")

KEPT(min(1, 2), "(((1) < (2)) ? (1) : (2))");
KEPT(max(1, 2), "(((1) > (2)) ? (1) : (2))");
KEPT(interface, "struct");
KEPT(near, "");
KEPT(far, "");
KEPT(small, "char");
KEPT(hyper, "long");
KEPT(pascal, "");
KEPT(cdecl, "");
KEPT(environ, "(*the_environment())");
KEPT(ERROR, "0");
KEPT(NO_ERROR, "0");
KEPT(DELETE, "0x00010000L");
KEPT(CONST, "const");
KEPT(VOID, "void");
KEPT(IN, "");
KEPT(OUT, "");
KEPT(OPTIONAL, "");
KEPT(STRICT, "1");
KEPT(TEXT("a"), "L\"a\"");
KEPT(GetObject, "GetObjectW");
KEPT(Status, "int");
KEPT(Bool, "int");
KEPT(None, "0L");
KEPT(True, "1");
KEPT(False, "0");
KEPT(Success, "0");
KEPT(Always, "2");
KEPT(Below, "1");
KEPT(I, "42");
#if !defined(major) || !defined(minor) || !defined(makedev)
#error "the macros of sys/sysmacros.h were undefined"
#endif
#ifndef __STRICT_ANSI__  // GNU mode
KEPT(linux, "1");
KEPT(unix, "1");
#endif
