package auth

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// enoughTries is what the parts of a password must cost together.
const enoughTries = 7

// wordTries is what one frequent word costs. All else costs 1: a letter of its
// own, a run of neighbours, a year, or a part that stood before.
const wordTries = 2

// The shortest frequent word, run and repeated part that count as one.
const (
	shortestWord = 4
	shortestRun  = 3
)

// rows are the keys as they lie side by side and one below the other.
var rows = []string{"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "01",
	"1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "9ol"}

// signsAsLetters are the signs that stand for letters in "p@ssw0rd".
var signsAsLetters = strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "i", "!", "i", "0", "o", "$", "s", "5", "s", "7", "t")

// tries returns how many parts somebody must guess to find a folded password,
// taking the way that is easiest for him.
func tries(folded string) int {
	words := map[string]bool{}
	for word := range strings.Lines(common) {
		words[strings.TrimSpace(word)] = true
	}
	for _, word := range everyday {
		words[strings.ReplaceAll(word, " ", "")] = true
	}
	return min(triesOf(folded, words), triesOf(signsAsLetters.Replace(folded), words))
}

func triesOf(folded string, words map[string]bool) int {
	text := []rune(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("-_.,", r) {
			return -1
		}
		return r
	}, folded))
	cost := make([]int, len(text)+1) // of the first runes
	for i := range cost {
		cost[i] = i
	}
	for from := range text {
		reach := func(to, price int) { cost[to] = min(cost[to], cost[from]+price) }
		reach(from+1, 1)
		for to := from + shortestRun; to <= len(text); to++ {
			part := string(text[from:to])
			if isRun(text[from:to]) || strings.Contains(string(text[:from]), part) || isYear(part) {
				reach(to, 1)
			}
			if to-from >= shortestWord && words[part] {
				reach(to, wordTries)
			}
		}
	}
	return cost[len(text)]
}

// isRun reports whether each rune lies beside the one before it, or, as in
// "a1b2c3", each beside the one before the last.
func isRun(part []rune) bool {
	return stepsBy(part, 1) || len(part) > shortestRun && stepsBy(part, 2)
}

func stepsBy(part []rune, lag int) bool {
	for i := lag; i < len(part); i++ {
		if !beside(part[i-lag], part[i]) {
			return false
		}
	}
	return true
}

// beside reports whether two keys are the same or neighbours.
func beside(a, b rune) bool {
	if a == b {
		return true
	}
	for _, row := range rows {
		if strings.Contains(row, string([]rune{a, b})) || strings.Contains(row, string([]rune{b, a})) {
			return true
		}
	}
	return false
}

// isYear reports whether s is a year that people choose: 1900 to 2099.
func isYear(s string) bool {
	return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") && isDigits(s)
}

func isDigits(s string) bool {
	return utf8.RuneCountInString(s) == len(s) && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
}
