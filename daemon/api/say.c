/* One text at a time; what surrounds it is the page's. */
#include "api/say.h"

enum { SAID_SIZE = 1200 };

void say_with(struct say *say, const char *key, const struct text_value *values, size_t count)
{
	enum language found;
	char said[SAID_SIZE];
	const char *text = texts_get(say->texts, say->language, key, &found);
	texts_fill(text, values, count, said, sizeof(said));
	if (found == say->language) {
		html_text(&say->html, said);
		return;
	}
	html_raw(&say->html, "<span lang=\"");
	html_raw(&say->html, language_code(found));
	html_raw(&say->html, "\">");
	html_text(&say->html, said);
	html_raw(&say->html, "</span>");
}

void say_key(struct say *say, const char *key)
{
	say_with(say, key, NULL, 0);
}

void say_one(struct say *say, const char *key, const char *name, const char *value)
{
	const struct text_value values[] = {{name, value}};
	say_with(say, key, values, 1);
}
