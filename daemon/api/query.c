/* Small parsers of what strangers send. Whatever is malformed counts as not there. */
#include "api/query.h"

#include <stdlib.h>
#include <string.h>

enum { CODE_MAX = 36, WEIGHT_ONE = 1000 };

static int digit_of(uint8_t c)
{
	if (c >= '0' && c <= '9') {
		return c - '0';
	}
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes %xx and +; false when it is malformed, holds a zero, or does not fit. */
static bool decode(struct view value, char *out, size_t size)
{
	size_t used = 0;
	for (size_t i = 0; i < value.len; i++) {
		int c = value.data[i];
		if (c == '%') {
			bool both = value.len - i > 2;
			int high = both ? digit_of(value.data[i + 1]) : -1,
				low = both ? digit_of(value.data[i + 2]) : -1;
			if (high < 0 || low < 0) {
				return false;
			}
			c = high * 16 + low;
			i += 2;
		} else if (c == '+') {
			c = ' ';
		}
		if (c == 0 || used + 1 >= size) {
			return false;
		}
		out[used++] = (char)c;
	}
	out[used] = '\0';
	return true;
}

/* Takes the part before the separator off the view. */
static struct view take_part(struct view *rest, char separator)
{
	struct view part = *rest;
	const uint8_t *at = rest->len > 0 ? memchr(rest->data, separator, rest->len) : NULL;
	if (at) {
		part.len = (size_t)(at - rest->data);
		rest->data = at + 1;
		rest->len -= part.len + 1;
	} else {
		*rest = (struct view){NULL, 0};
	}
	return part;
}

void query_get(struct view query, const char *name, char *out, size_t size)
{
	while (query.len > 0) {
		struct view value = take_part(&query, '&');
		struct view key = take_part(&value, '=');
		if (view_is(key, name)) {
			if (!decode(value, out, size)) {
				out[0] = '\0';
			}
			return;
		}
	}
	out[0] = '\0';
}

static struct view trim(struct view view)
{
	while (view.len > 0 && (view.data[0] == ' ' || view.data[0] == '\t')) {
		view.data++;
		view.len--;
	}
	while (view.len > 0 && (view.data[view.len - 1] == ' ' || view.data[view.len - 1] == '\t')) {
		view.len--;
	}
	return view;
}

/* "q=0.8" as 800; nothing is 1,000; malformed is 0. */
static int weight_of(struct view parameter)
{
	char text[8];
	parameter = trim(parameter);
	if (parameter.len == 0) {
		return WEIGHT_ONE;
	}
	if (view_copy(parameter, text, sizeof(text)) != 0 || strncmp(text, "q=", 2) != 0 ||
		(text[2] != '0' && text[2] != '1') || (text[3] != '\0' && text[3] != '.')) {
		return 0;
	}
	int weight = (text[2] - '0') * WEIGHT_ONE, place = 100;
	for (const char *c = text[3] ? text + 4 : text + 3; *c; c++, place /= 10) {
		if (*c < '0' || *c > '9') {
			return 0;
		}
		weight += (*c - '0') * place;
	}
	return weight;
}

enum language query_language(struct view accept_language)
{
	enum language best = LANGUAGE_COUNT;
	int best_weight = 0;
	while (accept_language.len > 0) {
		struct view rest = take_part(&accept_language, ',');
		struct view code = trim(take_part(&rest, ';'));
		char text[CODE_MAX];
		int weight = weight_of(rest);
		if (weight <= best_weight || view_copy(code, text, sizeof(text)) != 0) {
			continue;
		}
		enum language language = language_of(text);
		if (language != LANGUAGE_COUNT) {
			best = language;
			best_weight = weight;
		}
	}
	return best;
}
