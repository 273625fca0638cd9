/* Three ways of writing text into a page, and nothing else. */
#include "api/html.h"

#include <string.h>

static void append(struct html *html, const char *text, size_t len)
{
	if (html->err == 0 && len > 0) {
		html->err = buf_append(html->out, text, len);
	}
}

void html_raw(struct html *html, const char *text)
{
	append(html, text, strlen(text));
}

static const char *escape_of(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\'': return "&#39;";
	default: return NULL;
	}
}

void html_text(struct html *html, const char *text)
{
	for (;;) {
		size_t plain = strcspn(text, "&<>\"'");
		append(html, text, plain);
		if (text[plain] == '\0') {
			return;
		}
		html_raw(html, escape_of(text[plain]));
		text += plain + 1;
	}
}

void html_json(struct html *html, const char *json)
{
	for (;;) {
		size_t plain = strcspn(json, "<");
		append(html, json, plain);
		if (json[plain] == '\0') {
			return;
		}
		html_raw(html, "\\u003c");
		json += plain + 1;
	}
}
