/* Words one after the other; the first says the rule. */
#include "simulate/internal/policy.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_rule(const char *word, struct policy *policy)
{
	static const char *const rules[] = {
		[POLICY_ISOLATED] = "isolated",
		[POLICY_OWN] = "own",
		[POLICY_BLIND] = "blind",
	};
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		if (strcmp(word, rules[i]) == 0) {
			policy->rule = (enum policy_rule)i;
			return true;
		}
	}
	return false;
}

/* A whole number of at most five digits; *ret_end is behind it. */
static bool read_whole(const char *text, const char **ret_end, long *ret_number)
{
	char *end;
	*ret_number = isdigit((unsigned char)*text) ? strtol(text, &end, 10) : -1;
	*ret_end = *ret_number >= 0 ? end : text;
	return *ret_number >= 0 && *ret_number <= 99999;
}

static bool is_widening(const char *word, struct policy *policy)
{
	long first, second;
	const char *at = word;
	if (!read_whole(at, &at, &first) || *at != '+' || !read_whole(at + 1, &at, &second) || *at) {
		return false;
	}
	policy->widen_s[0] = (double)first;
	policy->widen_s[1] = (double)second;
	return true;
}

static bool is_duty(const char *word, struct policy *policy)
{
	long duty;
	const char *end;
	bool there = word && read_whole(word, &end, &duty) && *end == '\0' && duty > 0;
	policy->duty = there ? (int)duty : 0;
	return there;
}

/* One policy; its words are parted in place. */
static bool read_policy(char *text, struct policy *policy)
{
	char *rest = text, *word = strtok_r(text, " \t", &rest);
	policy->skips = true;
	if (!word || !is_rule(word, policy)) {
		return false;
	}
	if (policy->rule == POLICY_OWN) {
		word = strtok_r(NULL, " \t", &rest);
		if (!word || !is_widening(word, policy)) {
			return false;
		}
	}
	while ((word = strtok_r(NULL, " \t", &rest)) != NULL) {
		if (strcmp(word, "no-skip") == 0 && policy->rule == POLICY_OWN) {
			policy->skips = false;
		} else if (strcmp(word, "duty") != 0 || !is_duty(strtok_r(NULL, " \t", &rest), policy)) {
			return false;
		}
	}
	return true;
}

/* From a text with blanks around it to the policy's name. */
static bool take_name(const char *text, size_t len, char ret_name[POLICY_NAME_SIZE])
{
	while (len > 0 && strchr(" \t", text[0])) {
		text++;
		len--;
	}
	while (len > 0 && strchr(" \t", text[len - 1])) {
		len--;
	}
	snprintf(ret_name, POLICY_NAME_SIZE, "%.*s", (int)len, text);
	return len > 0 && len < POLICY_NAME_SIZE;
}

int policies_parse(const char *text, struct policies *ret_policies, const char **ret_why)
{
	struct policies policies = {0};
	for (const char *at = text;; at++) {
		struct policy *policy = &policies.list[policies.count];
		size_t len = strcspn(at, ";");
		char words[POLICY_NAME_SIZE];
		if (policies.count == POLICIES_MAX) {
			*ret_why = "at most 12 policies";
			return ERR_SYNTAX;
		}
		if (!take_name(at, len, policy->name) ||
			!read_policy(memcpy(words, policy->name, sizeof(words)), policy)) {
			*ret_why = "expected isolated, own SECONDS+SECONDS or blind, parted by ;, each with "
					   "no-skip or duty N behind it";
			return ERR_SYNTAX;
		}
		policies.count++;
		at += len;
		if (*at == '\0') {
			break;
		}
	}
	*ret_policies = policies;
	return 0;
}
