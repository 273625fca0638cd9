/* Draws the page of what to copy. Everything that came in the address is escaped twice on its way: as an attribute of the tag that
 * is shown, and as text of the page that shows it. */
#include "api/embed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/page.h"
#include "api/query.h"
#include "api/say.h"
#include "base/ident.h"

enum { PAGE_MAX = 256 * 1024, SNIPPET_MAX = 4096, FIELD_SIZE = 128, LOADER_MAX = 64 * 1024 };

/* What was chosen, and where we are. */
struct embed {
	struct say say;
	const struct api *api;
	const struct agency *agency;
	enum language to; /* of the button and of the privacy page */
	char label[FIELD_SIZE];
	char origin[FIELD_SIZE];
	char host[FIELD_SIZE];
};

void embed_measure(struct api *api)
{
	static const char kind[] = "sha256-";
	char path[600];
	uint8_t hash[IDENT_HASH_LEN];
	char *out = api->integrity;
	snprintf(path, sizeof(path), "%s/e/v1.js", api->options.web_folder);
	FILE *file = fopen(path, "rbe");
	char *bytes = file ? malloc(LOADER_MAX) : NULL;
	size_t len = bytes ? fread(bytes, 1, LOADER_MAX, file) : 0;
	memcpy(out, kind, sizeof(kind));
	ident_hash(bytes ? bytes : "", len, hash);
	if (len == 0 || len == LOADER_MAX ||
		ident_base64(hash, sizeof(hash), out + strlen(kind),
			sizeof(api->integrity) - strlen(kind)) != 0) {
		out[0] = '\0';
	}
	free(bytes);
	if (file) {
		fclose(file);
	}
}

static void raw(struct embed *embed, const char *html)
{
	html_raw(&embed->say.html, html);
}

/* What comes between two tags. */
static void said(struct embed *embed, const char *before, const char *key, const char *after)
{
	raw(embed, before);
	say_key(&embed->say, key);
	raw(embed, after);
}

static void head(struct embed *embed, const char *key)
{
	said(embed, "<section class=\"stack\"><h2 class=\"ds-heading\" data-size=\"xs\">", key,
		"</h2>");
}

/* A row of a list to choose from. */
static void option(struct embed *embed, const char *value, const char *name, bool chosen)
{
	raw(embed, "<option value=\"");
	html_text(&embed->say.html, value);
	raw(embed, chosen ? "\" selected>" : "\">");
	html_text(&embed->say.html, name);
	raw(embed, "</option>");
}

static void draw_form(struct embed *embed)
{
	static const char control[] = "</span><select class=\"ds-input field\" name=\"";
	const struct agency *agency;
	raw(embed,
		"<form class=\"stack\" method=\"get\" action=\"/embed\"><input type=\"hidden\" "
		"name=\"lang\" "
		"value=\"");
	raw(embed, language_code(embed->say.language));
	said(embed, "\"><label class=\"stack\"><span>", "staff.embed.agency", control);
	raw(embed, "agency\">");
	for (size_t i = 0; (agency = directory_agency_at(embed->api->directory, i)); i++) {
		bool shown = agency_is_live(agency) || agency == embed->agency;
		if (shown && !directory_is_practice(embed->api->directory, agency)) {
			option(embed, agency_get(agency, "slug"), agency_get(agency, "name"),
				agency == embed->agency);
		}
	}
	said(embed, "</select></label><label class=\"stack\"><span>", "staff.embed.language", control);
	raw(embed, "to\">");
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		const char *code = language_code((enum language)i);
		char key[40];
		snprintf(key, sizeof(key), "common.language_self.%s", code);
		option(embed, code, texts_get(embed->api->texts, embed->say.language, key, NULL),
			(enum language)i == embed->to);
	}
	said(embed, "</select></label><label class=\"stack\"><span>", "staff.embed.label",
		"</span><input class=\"ds-input field\" name=\"label\" maxlength=\"60\" value=\"");
	html_text(&embed->say.html, embed->label);
	said(embed, "\"></label><button class=\"ds-button\">", "staff.embed.show", "</button></form>");
}

/* Something to copy, made by a function, shown as text. */
static void snippet(struct embed *embed,
	void (*make)(const struct embed *embed, struct html *html, const char *text), const char *text)
{
	struct buf copy;
	buf_init(&copy, SNIPPET_MAX);
	struct html html = {.out = &copy};
	make(embed, &html, text);
	html.err = html.err ? html.err : buf_append(&copy, "", 1);
	raw(embed, "<p class=\"card said\"><code>");
	if (html.err == 0) {
		html_text(&embed->say.html, (const char *)copy.data);
	}
	raw(embed, "</code></p>");
	embed->say.html.err = embed->say.html.err ? embed->say.html.err : html.err;
	buf_finish(&copy);
}

static void make_link(const struct embed *embed, struct html *html, const char *text)
{
	html_raw(html, "<a href=\"");
	html_text(html, embed->origin);
	html_raw(html, "/w/");
	html_text(html, agency_get(embed->agency, "slug"));
	html_raw(html, "\">");
	html_text(html, text);
	html_raw(html, "</a>");
}

static void attribute(struct html *html, const char *name, const char *value)
{
	if (*value) {
		html_raw(html, " ");
		html_raw(html, name);
		html_raw(html, "=\"");
		html_text(html, value);
		html_raw(html, "\"");
	}
}

static void make_tag(const struct embed *embed, struct html *html, const char *text,
	const char *integrity)
{
	html_raw(html, "<script async src=\"");
	html_text(html, embed->origin);
	html_raw(html, "/e/v1.js\"");
	attribute(html, "integrity", integrity);
	attribute(html, "crossorigin", *integrity ? "anonymous" : "");
	attribute(html, "data-agency", agency_get(embed->agency, "slug"));
	attribute(html, "data-lang", language_code(embed->to));
	attribute(html, "data-label", text);
	html_raw(html, "></script>");
}

static void make_script(const struct embed *embed, struct html *html, const char *text)
{
	make_tag(embed, html, text, "");
}

static void make_pinned(const struct embed *embed, struct html *html, const char *text)
{
	make_tag(embed, html, text, embed->api->integrity);
}

static void make_policy(const struct embed *embed, struct html *html, const char *text)
{
	(void)text;
	html_raw(html, "script-src ");
	html_raw(html, embed->origin);
	html_raw(html, ";\nframe-src ");
	html_raw(html, embed->origin);
	html_raw(html, ";");
}

static void draw_sites(struct embed *embed)
{
	const char *sites = agency_get(embed->agency, "sites");
	raw(embed, "<p>");
	if (*sites) {
		say_one(&embed->say, "staff.embed.sites.some", "sites", sites);
	} else {
		say_key(&embed->say, "staff.embed.sites.none");
	}
	raw(embed, "</p>");
}

/* In the language of the municipality's page, not of this one. */
static void draw_privacy(struct embed *embed)
{
	char minutes[16];
	snprintf(minutes, sizeof(minutes), "%u", (unsigned)embed->api->options.delete_minutes);
	const struct text_value values[] = {{"name", agency_get(embed->agency, "name")},
		{"host", embed->host}, {"minutes", minutes}};
	head(embed, "staff.embed.privacy.head");
	raw(embed, "<p class=\"card\" lang=\"");
	raw(embed, language_code(embed->to));
	raw(embed, "\">");
	struct say there = embed->say;
	there.language = embed->to;
	say_with(&there, "staff.embed.privacy.text", values, sizeof(values) / sizeof(values[0]));
	embed->say.html = there.html;
	raw(embed, "</p></section>");
}

static void draw(struct embed *embed)
{
	const char *label = *embed->label
		? embed->label
		: texts_get(embed->api->texts, embed->to, "youth.door.start", NULL);
	said(embed, "<main><div class=\"col\"><h1 class=\"ds-heading\" data-size=\"lg\">",
		"staff.embed.head", "</h1>");
	said(embed, "<p>", "staff.embed.lead", "</p>");
	draw_form(embed);
	head(embed, "staff.embed.link.head");
	said(embed, "<p>", "staff.embed.link.text", "</p>");
	snippet(embed, make_link, label);
	raw(embed, "</section>");
	head(embed, "staff.embed.script.head");
	said(embed, "<p>", "staff.embed.script.text", "</p>");
	draw_sites(embed);
	snippet(embed, make_script, embed->label);
	said(embed, "<p>", "staff.embed.script.pinned", "</p>");
	snippet(embed, make_pinned, embed->label);
	raw(embed, "</section>");
	head(embed, "staff.embed.csp.head");
	said(embed, "<p>", "staff.embed.csp.text", "</p>");
	snippet(embed, make_policy, NULL);
	raw(embed, "</section>");
	head(embed, "staff.embed.not.head");
	said(embed, "<p>", "staff.embed.not.text", "</p></section>");
	draw_privacy(embed);
	raw(embed, "</div></main>");
}

/* Reads what was chosen; NULL for the agency when the directory has none. */
static void read_choice(struct embed *embed, const struct http_request *request)
{
	const struct directory *directory = embed->api->directory;
	char field[FIELD_SIZE];
	query_get(request->query, "agency", field, sizeof(field));
	embed->agency = directory_agency(directory, field);
	for (size_t i = 0; !embed->agency || directory_is_practice(directory, embed->agency); i++) {
		embed->agency = directory_agency_at(directory, i);
		if (!embed->agency) {
			break;
		}
	}
	query_get(request->query, "to", field, sizeof(field));
	embed->to = language_of(field);
	embed->to = embed->to == LANGUAGE_COUNT ? embed->say.language : embed->to;
	query_get(request->query, "label", embed->label, sizeof(embed->label));
	if (view_copy(request->host, embed->host, sizeof(embed->host)) != 0) {
		embed->host[0] = '\0';
	}
	/* Whoever ends TLS in front of us speaks https outside; only a demo is without. */
	bool plain = !request->tls && strcmp(embed->api->options.profile, "demo") == 0;
	snprintf(embed->origin, sizeof(embed->origin), "%s://%.100s", plain ? "http" : "https",
		embed->host);
}

void embed_request(struct api *api, const struct http_request *request)
{
	struct buf html, page;
	buf_init(&html, PAGE_MAX);
	buf_init(&page, 2 * PAGE_MAX);
	struct embed embed = {.api = api,
		.say = {.html = {.out = &html},
			.texts = api->texts,
			.language = api_language(api, request, NULL)}};
	read_choice(&embed, request);
	if (embed.agency) {
		draw(&embed);
	}
	const struct page_parts parts = {.language = language_code(embed.say.language),
		.title = texts_get(api->texts, embed.say.language, "staff.embed.head", NULL),
		.door = buf_view(&html)};
	int err = embed.say.html.err ? embed.say.html.err
								 : page_write(api->clients[CLIENT_YOUTH], &parts, &page);
	const struct answer answer = {.status = err == 0 ? 200 : 500, .type = api_type_html};
	api_reply(api, request->id, &answer, err == 0 ? buf_view(&page) : view_text(""));
	buf_finish(&html);
	buf_finish(&page);
}
