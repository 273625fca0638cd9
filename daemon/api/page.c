/* A template is text with {{lang}}, {{title}}, {{door}} and {{data}} in it, {{texts}} where a client
 * has its texts in the page, and {{theme}} where it has themes, read once at start. */
#include "api/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

enum { TEMPLATE_MAX = 256 * 1024, PATH_SIZE = 600 };

struct page_template {
	char *text;
	char *texts[LANGUAGE_COUNT]; /* NULL: the page gets them later */
};

static char *read_text(const char *path)
{
	FILE *file = fopen(path, "re");
	if (!file) {
		return NULL;
	}
	char *text = malloc(TEMPLATE_MAX);
	size_t len = text ? fread(text, 1, TEMPLATE_MAX, file) : 0;
	bool whole = text && len > 0 && len < TEMPLATE_MAX && !ferror(file) && !memchr(text, '\0', len);
	fclose(file);
	if (!whole) {
		free(text);
		return NULL;
	}
	text[len] = '\0';
	return text;
}

enum { REQUIRED = 4, TEXTS = REQUIRED, THEME, PLACES };

static const char *const places[PLACES] = {"{{lang}}", "{{title}}", "{{door}}",
	"{{data}}", [TEXTS] = "{{texts}}", [THEME] = "{{theme}}"};

/* The texts as the client's build has made them, where the page has a place for them. */
static int read_texts(struct page_template *page, const char *folder, const char *client)
{
	for (int i = 0; i < LANGUAGE_COUNT && strstr(page->text, places[TEXTS]); i++) {
		char path[PATH_SIZE];
		snprintf(path, sizeof(path), "%s/%s/texts.%s.json", folder, client,
			language_code((enum language)i));
		page->texts[i] = read_text(path);
		if (!page->texts[i]) {
			log_error("page: cannot read %s: build the web clients first", path);
			return ERR_GONE;
		}
	}
	return 0;
}

struct page_template *page_create(const char *folder, const char *client)
{
	char path[PATH_SIZE];
	snprintf(path, sizeof(path), "%s/%s/index.html", folder, client);
	struct page_template *page = calloc(1, sizeof(*page));
	if (!page) {
		return NULL;
	}
	page->text = read_text(path);
	if (!page->text) {
		log_error("page: cannot read %s: build the web clients first", path);
		page_destroy(page);
		return NULL;
	}
	for (size_t i = 0; i < REQUIRED; i++) {
		if (!strstr(page->text, places[i])) {
			log_error("page: %s has no %s", path, places[i]);
			page_destroy(page);
			return NULL;
		}
	}
	if (read_texts(page, folder, client) != 0) {
		page_destroy(page);
		return NULL;
	}
	return page;
}

void page_destroy(struct page_template *page)
{
	if (page) {
		for (int i = 0; i < LANGUAGE_COUNT; i++) {
			free(page->texts[i]);
		}
		free(page->text);
		free(page);
	}
}

static void put_door(struct html *html, const struct page_parts *parts)
{
	if (html->err == 0 && parts->door.len > 0) {
		html->err = buf_append(html->out, parts->door.data, parts->door.len);
	}
}

static void put_texts(struct html *html, const struct page_template *page, const char *language)
{
	enum language which = language_of(language);
	if (which != LANGUAGE_COUNT && page->texts[which]) {
		html_json(html, page->texts[which]);
	}
}

static void put_style(struct html *html, const char *style)
{
	if (style && *style) {
		html_raw(html, "<style>");
		html_raw(html, style);
		html_raw(html, "</style>");
	}
}

/* Fills the place that begins here; returns its length, or 0 when none does. */
static size_t fill_place(struct html *html, const struct page_template *page, const char *at,
	const struct page_parts *parts)
{
	size_t i = 0;
	while (i < PLACES && strncmp(at, places[i], strlen(places[i])) != 0) {
		i++;
	}
	switch (i) {
	case 0: html_text(html, parts->language); break;
	case 1: html_text(html, parts->title); break;
	case 2: put_door(html, parts); break;
	case 3: html_json(html, parts->data ? parts->data : ""); break;
	case TEXTS: put_texts(html, page, parts->language); break;
	case THEME: put_style(html, parts->style); break;
	default: return 0;
	}
	return strlen(places[i]);
}

/* Passes over a script element of a page that has none; else writes one character. Returns the
 * length passed. */
static size_t skip_script(struct html *html, const char *at, const struct page_parts *parts)
{
	static const char end[] = "</script>";
	const char *found = !parts->data && strncmp(at, "<script", 7) == 0 ? strstr(at, end) : NULL;
	if (found) {
		return (size_t)(found - at) + strlen(end);
	}
	html->err = html->err ? html->err : buf_append(html->out, at, 1);
	return 1;
}

int page_write(const struct page_template *page, const struct page_parts *parts, struct buf *out)
{
	struct html html = {.out = out};
	const char *at = page->text, *body = strstr(page->text, "<body");
	const char *end = parts->data || !body ? page->text + strlen(page->text) : body;
	while (at < end && html.err == 0) {
		size_t plain = strcspn(at, "{<");
		size_t left = (size_t)(end - at);
		html.err = buf_append(out, at, plain < left ? plain : left);
		at += plain;
		if (at >= end) {
			break;
		}
		size_t skipped = *at == '{' ? fill_place(&html, page, at, parts) : 0;
		skipped = skipped ? skipped : skip_script(&html, at, parts);
		at += skipped;
	}
	if (!parts->data) {
		html_raw(&html, "<body><div id=\"app\">");
		put_door(&html, parts);
		html_raw(&html, "</div></body></html>\n");
	}
	return html.err;
}
