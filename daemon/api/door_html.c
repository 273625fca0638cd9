/* Draws the doors of clients/web/youth/src/views/door.tsx and door-closed.tsx without their
 * buttons, which need the script: who is there, until when, who answers, when it opens, and who
 * else helps. */
#include "api/door_html.h"

#include <stdio.h>

#include "api/door_json.h"
#include "api/help_html.h"
#include "api/say.h"
#include "api/when.h"

/* As long as a text of an act may be. */
enum { TEXT_SIZE = 512 };

/* A door that is being drawn. */
struct drawing {
	struct say say;
	const struct api *api;
	const struct door *door;
	struct when when;
	const char *country;
};

static const char lamp_on[] =
	"<svg class=\"mark\" viewBox=\"9 2 38 46\" aria-hidden=\"true\">"
	"<path class=\"light\" d=\"M14 5h20a3 3 0 0 1 3 3v33l8 5H14z\"/><path fill=\"currentColor\" "
	"d=\"M11 5.6a2 2 0 0 1 "
	"2.6-1.9L24 7.5a2 2 0 0 1 1.4 1.9V46a1.5 1.5 0 0 1-2 1.4l-11-3.9A2 2 0 0 1 11 41.6z\"/>"
	"<circle class=\"light\" cx=\"21.5\" cy=\"27\" r=\"1.8\"/></svg>";
static const char lamp_off[] =
	"<svg class=\"mark\" viewBox=\"9 2 38 46\" aria-hidden=\"true\">"
	"<path fill=\"currentColor\" d=\"M14 5h20a3 3 0 0 1 3 3v38H11V8a3 3 0 0 1 3-3z\"/>"
	"<circle class=\"knob\" cx=\"32\" cy=\"27\" r=\"1.8\"/>"
	"<path stroke=\"currentColor\" stroke-width=\"2\" stroke-linecap=\"round\" d=\"M10 "
	"46h36\"/></svg>";
static const char heading[] = "<h1 class=\"ds-heading\" data-size=\"lg\">";
static const char subheading[] = "<h2 class=\"ds-heading\" data-size=\"xs\">";

static void raw(struct drawing *drawing, const char *html)
{
	html_raw(&drawing->say.html, html);
}

/* What comes between two tags. */
static void said(struct drawing *drawing, const char *before, const char *key, const char *after)
{
	raw(drawing, before);
	say_key(&drawing->say, key);
	raw(drawing, after);
}

static bool is_practice(const struct drawing *drawing)
{
	return drawing->door->pool && drawing->door->pool->practice;
}

static void bar(struct drawing *drawing, const char *exit_link)
{
	bool practice = is_practice(drawing);
	raw(drawing, practice ? "<header class=\"bar practice\">" : "<header class=\"bar\">");
	raw(drawing, "<a class=\"ds-button exit\" rel=\"noreferrer\" href=\"");
	html_text(&drawing->say.html, exit_link);
	said(drawing, "\">", "youth.bar.leave", "</a>");
	said(drawing,
		"<details class=\"help\"><summary class=\"ds-button\" data-variant=\"secondary\">",
		"youth.bar.help", "</summary>");
	help_html_panel(&drawing->say, drawing->api->directory, drawing->country);
	raw(drawing, "</details>");
	if (practice) {
		said(drawing, "<p>", "youth.practice", " ");
		said(drawing, "<a class=\"plain ds-link\" href=\"/\">", "youth.practice_out", "</a></p>");
	}
	raw(drawing, "</header>");
}

/* Somebody can answer now: in the door's hours, too, nobody may be on duty. */
static bool is_lit(const struct drawing *drawing)
{
	return drawing->door->band != 0 || is_practice(drawing);
}

/* "Open now, until 21." */
static void state_line(struct drawing *drawing)
{
	char clock[WHEN_SIZE];
	const struct door *door = drawing->door;
	when_clock(&drawing->when, door->until_s, clock);
	raw(drawing, is_lit(drawing) ? "<p class=\"state\">" : "<p class=\"state off\">");
	if (!is_lit(drawing)) {
		say_key(&drawing->say, "youth.band.0");
	} else if (door->state == DOOR_FULL) {
		say_key(&drawing->say, "youth.door.state.full");
	} else if (door->until_s == 0) {
		say_key(&drawing->say, "youth.door.state.open_now");
	} else {
		bool closing = door->state == DOOR_CLOSING;
		say_one(&drawing->say, closing ? "youth.door.state.closing" : "youth.door.state.open",
			"time", clock);
	}
	raw(drawing, "</p>");
}

static void band_line(struct drawing *drawing)
{
	char key[32];
	snprintf(key, sizeof(key), "youth.band.%u", drawing->door->band);
	raw(drawing, "<p class=\"hint\">");
	if (drawing->door->band == 0) {
		say_key(&drawing->say, key);
	} else {
		say_one(&drawing->say, "youth.door.wait", "band",
			texts_get(drawing->say.texts, drawing->say.language, key, NULL));
	}
	raw(drawing, "</p>");
}

/* The answers line in the page's language, else in one that has it. */
static const char *answers_of(const struct agency *agency, enum language language)
{
	struct words words = {{0}};
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		char field[32];
		snprintf(field, sizeof(field), "answers.%s", language_code((enum language)i));
		const char *value = agency_get(agency, field);
		words.text[i] = value && *value ? value : NULL;
	}
	return words_in(&words, language);
}

/* Who answers, and when. */
static void about(struct drawing *drawing)
{
	const struct agency *voice = door_voice(drawing->door, drawing->api->directory);
	if (!voice) {
		return;
	}
	raw(drawing, "<section class=\"card\">");
	said(drawing, subheading, "youth.door.answers.head", "</h2><p>");
	say_one(&drawing->say, "youth.door.answers.text", "answers",
		answers_of(voice, drawing->say.language));
	if (!is_practice(drawing)) {
		said(drawing, " ", "youth.door.answers.others", "");
	}
	raw(drawing, "</p></section>");
	struct when_row rows[HOURS_SPANS_MAX];
	unsigned count = when_rows(agency_hours(voice), rows);
	if (count == 0) {
		return;
	}
	raw(drawing, "<section class=\"stack\">");
	said(drawing, subheading, "youth.door.hours.head", "</h2><p>");
	for (unsigned i = 0; i < count; i++) {
		char line[WHEN_SIZE];
		when_row_text(&drawing->when, &rows[i], line);
		html_text(&drawing->say.html, line);
		raw(drawing, "<br>");
	}
	raw(drawing, "</p></section>");
}

static void letterbox(struct drawing *drawing, const char *key)
{
	const struct agency *voice = door_voice(drawing->door, drawing->api->directory);
	const char *link = voice ? agency_get(voice, "letterbox") : "";
	if (*link) {
		raw(drawing, "<a class=\"plain ds-link\" rel=\"noreferrer\" href=\"");
		html_text(&drawing->say.html, link);
		said(drawing, "\">", key, "</a>");
	}
}

static bool has_others_to_write_with(const struct drawing *drawing)
{
	const struct help_choice write = {drawing->country, HELP_WRITE, drawing->when.now_s};
	return help_html_has(drawing->api->directory, &write);
}

/* Who else there is: first whom one can write with at this moment, then the telephones. */
static void others(struct drawing *drawing)
{
	const struct directory *directory = drawing->api->directory;
	struct help_choice choice = {drawing->country, HELP_WRITE, drawing->when.now_s};
	if (help_html_has(directory, &choice)) {
		raw(drawing, "<section class=\"stack\">");
		said(drawing, subheading, "youth.door.closed.write", "</h2>");
		help_html_list(&drawing->say, directory, &choice);
		raw(drawing, "</section>");
	}
	choice.kind = HELP_OTHER;
	raw(drawing, "<section class=\"stack\">");
	said(drawing, subheading, "youth.door.closed.call", "</h2>");
	help_html_list(&drawing->say, directory, &choice);
	help_html_silent(&drawing->say);
	raw(drawing, "</section>");
}

static void draw_open(struct drawing *drawing)
{
	raw(drawing, "<div class=\"name\">");
	bool lit = is_lit(drawing);
	raw(drawing, lit ? lamp_on : lamp_off);
	raw(drawing, heading);
	html_text(&drawing->say.html, door_name(drawing->api, drawing->door, drawing->say.language));
	raw(drawing, "</h1></div>");
	if (!is_practice(drawing)) {
		raw(drawing, "<div class=\"stack\">");
		state_line(drawing);
		said(drawing, "<p>", "youth.door.lead", "</p>");
		said(drawing, "<p class=\"quiet\">", "youth.door.free", "</p></div>");
	}
	if (lit) {
		band_line(drawing);
	}
	if (drawing->door->state == DOOR_FULL || !lit) {
		said(drawing, "<p>", "youth.door.full.others", "</p>");
		others(drawing);
	}
	about(drawing);
}

/* The door's name above, what is possible as the heading. */
static void draw_name(struct drawing *drawing, const char *lamp, const char *key)
{
	raw(drawing, "<div class=\"name\">");
	raw(drawing, lamp);
	raw(drawing, "<div><p class=\"over\">");
	html_text(&drawing->say.html, door_name(drawing->api, drawing->door, drawing->say.language));
	raw(drawing, "</p>");
	said(drawing, heading, key, "</h1></div></div>");
}

static void draw_pool(struct drawing *drawing)
{
	const struct door *door = drawing->door;
	char clock[WHEN_SIZE], day[WHEN_SIZE];
	draw_name(drawing, lamp_on, "youth.door.pool.head");
	when_clock(&drawing->when, door->until_s, clock);
	const struct text_value values[] = {{"agency",
											door_name(drawing->api, door, drawing->say.language)},
		{"time", clock}};
	raw(drawing, "<p>");
	say_with(&drawing->say, door->until_s > 0 ? "youth.door.pool.text" : "youth.door.pool.text_now",
		values, 2);
	raw(drawing, "</p>");
	band_line(drawing);
	if (door->opens_s > 0) {
		when_day(&drawing->when, door->opens_s, day);
		raw(drawing, "<section class=\"card\"><p>");
		say_one(&drawing->say, "youth.door.pool.rather", "when", day);
		raw(drawing, "</p>");
		letterbox(drawing, "youth.door.letterbox");
		raw(drawing, "</section>");
	}
}

/* When somebody can be written with here again. */
static void next_opening(struct drawing *drawing)
{
	const struct door *door = drawing->door;
	char day[WHEN_SIZE];
	raw(drawing, "<section class=\"card\">");
	said(drawing, subheading, "youth.door.closed.again", "</h2>");
	if (door->pool_opens_s > 0 && door->pool_opens_s != door->opens_s) {
		when_day(&drawing->when, door->pool_opens_s, day);
		raw(drawing, "<p>");
		say_one(&drawing->say, "youth.door.closed.pool_opens", "when", day);
		raw(drawing, "</p>");
	}
	if (door->opens_s > 0) {
		when_day(&drawing->when, door->opens_s, day);
		const struct text_value values[] =
			{{"agency", door_name(drawing->api, door, drawing->say.language)}, {"when", day}};
		raw(drawing, "<p>");
		say_with(&drawing->say, "youth.door.closed.agency_opens", values, 2);
		raw(drawing, "</p>");
	}
	if (door->pool_opens_s == 0 && door->opens_s == 0) {
		said(drawing, "<p>", "youth.door.closed.unknown", "</p>");
	}
	letterbox(drawing, "youth.door.letterbox_meanwhile");
	raw(drawing, "</section>");
}

/* What somebody says about the door for now. */
static void said_about(struct drawing *drawing)
{
	char copy[TEXT_SIZE];
	const struct act_row *act = drawing->door->act;
	unsigned len;
	if (!act || *act->texts == '\0') {
		return;
	}
	const char *text = act_text(act->texts, language_code(drawing->say.language), &len);
	snprintf(copy, sizeof(copy), "%.*s", (int)len, text);
	raw(drawing, "<p class=\"card\">");
	html_text(&drawing->say.html, copy);
	raw(drawing, "</p>");
}

static void draw_closed(struct drawing *drawing)
{
	bool write = has_others_to_write_with(drawing);
	draw_name(drawing, lamp_off,
		write ? "youth.door.closed.head" : "youth.door.closed.head_phones");
	said(drawing, "<p>",
		when_is_evening(&drawing->when) ? "youth.door.closed.text" : "youth.door.closed.text_now",
		"</p>");
	others(drawing);
	next_opening(drawing);
}

/* In a language whose texts nobody has reviewed the line that says so stands in bokmål. */
static void unreviewed(struct drawing *drawing)
{
	enum language found;
	texts_get(drawing->say.texts, drawing->say.language, "youth.unreviewed", &found);
	if (found != drawing->say.language) {
		said(drawing, "<p class=\"quiet\">", "youth.unreviewed", "</p>");
	}
}

/* The agency's own pages about this one, where it has them. */
static void own_pages(struct drawing *drawing)
{
	const struct agency *voice = door_voice(drawing->door, drawing->api->directory);
	for (size_t i = 0; voice && i < DOOR_PAGE_COUNT; i++) {
		const char *link = agency_get(voice, door_pages[i]);
		char key[40];
		snprintf(key, sizeof(key), "youth.door.foot.%s", door_pages[i]);
		if (*link) {
			raw(drawing, "<a class=\"plain ds-link\" rel=\"noreferrer\" href=\"");
			html_text(&drawing->say.html, link);
			said(drawing, "\">", key, "</a>");
		}
	}
}

static struct drawing begin(const struct api *api, const struct door *door, enum language language,
	struct buf *out)
{
	const struct pool *first = directory_first_pool(api->directory);
	const struct pool *pool = door->pool ? door->pool : first;
	return (
		struct drawing){.say = {.html = {.out = out}, .texts = api->texts, .language = language},
		.api = api,
		.door = door,
		.when = {api->texts, language, pool ? pool->zone : "", api_now_s()},
		.country = door->pool ? door->pool->country : ""};
}

int door_html(const struct api *api, const struct door *door, enum language language,
	struct buf *out)
{
	struct drawing drawing = begin(api, door, language, out);
	bar(&drawing, door_exit(api, door));
	raw(&drawing, "<main><div class=\"col\">");
	said_about(&drawing);
	switch (door->state) {
	case DOOR_POOL: draw_pool(&drawing); break;
	case DOOR_CLOSED: draw_closed(&drawing); break;
	default: draw_open(&drawing); break;
	}
	unreviewed(&drawing);
	own_pages(&drawing);
	raw(&drawing, "</div></main>");
	return drawing.say.html.err;
}

int door_html_missing(const struct api *api, enum language language, struct buf *out)
{
	const struct door all = {0};
	struct drawing drawing = begin(api, &all, language, out);
	bar(&drawing, door_exit(api, &all));
	raw(&drawing, "<main><div class=\"col\">");
	said(&drawing, heading, "youth.notfound.head", "</h1>");
	said(&drawing, "<p>", "youth.notfound.text", "</p>");
	said(&drawing, "<p><a class=\"plain ds-link\" href=\"/\">", "youth.notfound.link", "</a></p>");
	raw(&drawing, "</div></main>");
	return drawing.say.html.err;
}
