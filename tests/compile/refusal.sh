#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# One refusal: COMPILER must refuse FILE with -DREFUSED, in one error, in our own words, and take it without.
#
# usage: refusal.sh COMPILER FILE [FLAG...]
# In FILE, each line `// refused: WORDS` is a part of the sentence, and each line `// names: REGEX` a line of the output
# that names the policy. Exit status 77: there is no such compiler.
set -u
export LC_ALL=C
compiler=$1 file=$2
shift 2
compile=("$compiler" -std=c++20 -fsyntax-only "$@" "$file")
failures=0

fail() {
    echo "$1"
    failures=1
}

if ! command -v "$compiler" >/dev/null; then
    echo "skipped: $compiler is not installed"
    exit 77
fi

# A refusal that all would get says nothing: the twin differs in what is refused alone.
twin=$("${compile[@]}" -Wall -Wextra -Werror 2>&1) || fail "the twin does not compile:
$twin"

output=$("${compile[@]}" -DREFUSED 2>&1) && fail "it compiles"

most=40
[[ $("$compiler" --version) == *clang* ]] && most=60
lines=$(grep -c '' <<<"$output")
((lines <= most)) || fail "$lines lines of output, more than $most"

errors=$(grep -c ' error: ' <<<"$output")
((errors == 1)) || fail "$errors errors for one mistake"

words=$(sed -n 's,^// refused: ,,p' "$file")
[[ $words == specline:* ]] || fail "$file does not say what is refused"
while IFS= read -r sentence; do
    grep ' error: ' <<<"$output" | grep -qF -- "$sentence" || fail "the compiler does not say: $sentence"
done <<<"$words"
while IFS= read -r name; do
    grep -qE -- "$name" <<<"$output" || fail "no line of the compiler has: $name"
done < <(sed -n 's,^// names: ,,p' "$file")

((failures == 0)) || printf '%s\n' "${compile[*]} -DREFUSED" "$output"
exit $failures
