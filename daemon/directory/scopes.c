/* A scope is judged by its letter; the mark that parts the first two parts all. */
#include "directory/scopes.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { SCOPE_SIZE = 72 };

static bool is_mark(char letter)
{
	return letter == ' ' || letter == ',';
}

static bool has(const char *scopes, const char *scope)
{
	size_t len = strlen(scope);
	for (const char *at = scopes; (at = strstr(at, scope)) != NULL; at++) {
		if ((at == scopes || is_mark(at[-1])) && (at[len] == '\0' || is_mark(at[len]))) {
			return true;
		}
	}
	return false;
}

static int add(struct scopes *scopes, const char *scope, char mark)
{
	size_t used = strlen(scopes->text);
	if (*scope == '\0' || has(scopes->text, scope)) {
		return 0;
	}
	if (used + 1 + strlen(scope) >= sizeof scopes->text) {
		return ERR_FULL;
	}
	const char between[] = {used > 0 ? mark : '\0', '\0'};
	snprintf(scopes->text + used, sizeof scopes->text - used, "%s%s", between, scope);
	return 0;
}

/* The county of a municipality, any other scope as it is; "": there is none. */
static void widen(const struct directory *directory, const char *pool, char scope[SCOPE_SIZE])
{
	const struct region *region =
		*scope == 'm' ? directory_region(directory, pool, scope + 1) : NULL;
	if (region != NULL) {
		snprintf(scope, SCOPE_SIZE, "c%s", region->county);
	} else if (*scope == 'm') {
		*scope = '\0';
	}
}

static size_t scope_length(struct view text, size_t at)
{
	size_t len = 0;
	while (at + len < text.len && !is_mark((char)text.data[at + len])) {
		len++;
	}
	return len;
}

int scopes_of_counties(const struct directory *directory, const char *pool, struct view text,
	struct scopes *ret_scopes)
{
	struct scopes scopes = {.text = ""};
	char mark = ' ';
	for (size_t at = 0; at < text.len;) {
		char scope[SCOPE_SIZE];
		size_t len = scope_length(text, at);
		if (len >= sizeof scope) {
			return ERR_FULL;
		}
		memcpy(scope, text.data + at, len);
		scope[len] = '\0';
		widen(directory, pool, scope);
		at += len;
		mark = at < text.len ? (char)text.data[at] : mark;
		at++;
		int err = add(&scopes, scope, mark);
		if (err != 0) {
			return err;
		}
	}
	*ret_scopes = scopes;
	return 0;
}
