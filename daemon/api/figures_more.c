/* Doors stand in the order of their municipalities' numbers, as the file has them. */
#include "api/figures_more.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTES = 60, KEY_SIZE = 64, SLUG_SIZE = 65 };

/* The name of an agency: as its door's row has it, else as it is now, else its slug. */
static const char *name_of(const struct drawing *drawing, const json_t *door, const char *slug)
{
	const char *name = doc_text(door, "name");
	const struct agency *agency = directory_agency(drawing->api->directory, slug);
	return *name ? name : agency ? agency_get(agency, "name") : slug;
}

static struct doc_cell hours_of(struct doc_cell minutes)
{
	minutes.number = (minutes.number + MINUTES / 2) / MINUTES;
	return minutes;
}

void figures_agencies(struct drawing *drawing)
{
	static const char *const columns[] = {"rep.agency", "rep.arrived", "rep.conversations",
		"rep.taps_column", "rep.days", "rep.hours", NULL};
	const json_t *file = drawing->sheet->file;
	const struct doc_table doors = doc_table(file, "doors");
	const struct doc_table agencies = doc_table(file, "agencies");
	const struct doc_table taps = doc_table(file, "taps");
	json_t *counted_of = doc_index(&agencies), *taps_of = doc_index(&taps);
	draw_table(drawing, "rep.agencies", columns);
	for (size_t i = 0; i < json_array_size(doors.rows); i++) {
		const json_t *row = json_array_get(doors.rows, i);
		const char *slug = doc_text(row, "key");
		const json_t *counted = json_object_get(counted_of, slug);
		draw_row(drawing, name_of(drawing, row, slug));
		if (counted) {
			draw_cell(drawing, doc_cell(&agencies, counted, "arrived"));
			draw_cell(drawing, doc_cell(&agencies, counted, "conversations"));
		} else { /* without a municipality nobody comes from it */
			draw_raw(drawing, "<td class=\"n\">–</td><td class=\"n\">–</td>");
		}
		draw_cell(drawing, doc_cell(&taps, json_object_get(taps_of, slug), "taps"));
		draw_cell(drawing, doc_cell(&doors, row, "days"));
		draw_cell(drawing, hours_of(doc_cell(&doors, row, "minutes")));
		draw_row_end(drawing);
	}
	draw_table_end(drawing);
	json_decref(counted_of);
	json_decref(taps_of);
}

static void draw_pair(struct drawing *drawing, const json_t *doors, const char *key)
{
	const char *who = strchr(key, ' ');
	char whose[SLUG_SIZE];
	snprintf(whose, sizeof(whose), "%.*s", (int)strcspn(key, " "), key);
	draw_row(drawing, name_of(drawing, json_object_get(doors, whose), whose));
	draw_raw(drawing, "<td>");
	draw_text(drawing, who ? name_of(drawing, json_object_get(doors, who + 1), who + 1) : "");
	draw_raw(drawing, "</td>");
}

/* A row of the ledger, and where it stands when both sides are in the order of the doors. */
struct placed {
	const json_t *row;
	size_t at;
};

static int by_place(const void *a, const void *b)
{
	const struct placed *one = a, *other = b;
	return (one->at > other->at) - (one->at < other->at);
}

/* The number of a door among so many, behind all of them for one that is not there. */
static size_t door_at(const json_t *numbers, const char *slug, size_t doors)
{
	const json_t *number = json_object_get(numbers, slug);
	return number ? (size_t)json_integer_value(number) : doors;
}

/* Rows in the order of the doors, which ends with an empty one; NULL without memory. */
static struct placed *place_pairs(const struct doc_table *ledger, const struct doc_table *doors)
{
	size_t count = json_array_size(ledger->rows), door_count = json_array_size(doors->rows);
	struct placed *placed = calloc(count + 1, sizeof(*placed));
	json_t *numbers = json_object();
	for (size_t i = 0; i < door_count; i++) {
		json_object_set_new(numbers, doc_text(json_array_get(doors->rows, i), "key"),
			json_integer((json_int_t)i));
	}
	for (size_t i = 0; placed && i < count; i++) {
		char whose[SLUG_SIZE];
		const json_t *row = json_array_get(ledger->rows, i);
		const char *key = doc_text(row, "key"), *who = strchr(key, ' ');
		snprintf(whose, sizeof(whose), "%.*s", (int)strcspn(key, " "), key);
		placed[i] = (struct placed){row,
			door_at(numbers, whose, door_count) * (door_count + 1) +
				door_at(numbers, who ? who + 1 : "", door_count)};
	}
	if (placed) {
		qsort(placed, count, sizeof(*placed), by_place);
	}
	json_decref(numbers);
	return placed;
}

void figures_ledger(struct drawing *drawing)
{
	const struct doc_table ledger = doc_table(drawing->sheet->file, "ledger");
	const struct doc_table doors = doc_table(drawing->sheet->file, "doors");
	struct placed *pairs = place_pairs(&ledger, &doors);
	if (!pairs || !pairs->row) {
		free(pairs);
		return;
	}
	json_t *doors_of = doc_index(&doors);
	draw_said(drawing, "<section><h2>", "rep.ledger", "</h2>");
	draw_said(drawing, "<p class=\"small\">", "rep.ledger_text", "</p>");
	draw_wide(drawing, "rep.ledger");
	draw_said(drawing, "<table class=\"plain\"><thead><tr><th scope=\"col\">", "rep.whose",
		"</th>");
	draw_said(drawing, "<th scope=\"col\">", "rep.by", "</th>");
	draw_said(drawing, "<th class=\"n\" scope=\"col\">", "rep.answered",
		"</th></tr></thead><tbody>");
	for (const struct placed *pair = pairs; pair->row; pair++) {
		draw_pair(drawing, doors_of, doc_text(pair->row, "key"));
		draw_cell(drawing, doc_cell(&ledger, pair->row, "answered"));
		draw_row_end(drawing);
	}
	draw_table_end(drawing);
	json_decref(doors_of);
	free(pairs);
}

static void draw_answers(struct drawing *drawing, const struct doc_table *survey, const char *key)
{
	draw_cell(drawing, doc_cell(survey, doc_row(survey, key), "answers"));
}

/* How they were, on the scale of five that they were asked with: a row for each time. */
static void draw_moods(struct drawing *drawing, const struct doc_table *survey)
{
	enum { BEST = 5 };
	static const char *const rows[][2] = {{"before", "rep.mood.before"}, {"now", "rep.mood.now"}};
	char key[KEY_SIZE];
	draw_said(drawing, "<table class=\"plain\"><caption>", "rep.mood",
		"</caption><thead><tr><td></td>");
	for (int mood = 1; mood <= BEST; mood++) {
		snprintf(key, sizeof(key), "<th class=\"n\" scope=\"col\">%d</th>", mood);
		draw_raw(drawing, key);
	}
	draw_raw(drawing, "</tr></thead><tbody>");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		draw_row_said(drawing, rows[i][1]);
		for (int mood = 1; mood <= BEST; mood++) {
			snprintf(key, sizeof(key), "%s:%d", rows[i][0], mood);
			draw_answers(drawing, survey, key);
		}
		draw_row_end(drawing);
	}
	draw_raw(drawing, "</tbody></table>");
}

void figures_survey(struct drawing *drawing)
{
	static const char *const columns[] = {"rep.answer", "rep.count", NULL};
	static const char *const rows[][2] = {{"survey", "rep.row.survey"},
		{"place:yes", "rep.place.yes"}, {"place:partly", "rep.place.partly"},
		{"place:no", "rep.place.no"}, {"change:better", "fig.change.better"},
		{"change:same", "fig.change.same"}, {"change:worse", "fig.change.worse"}};
	const struct doc_table survey = doc_table(drawing->sheet->file, "survey");
	draw_table(drawing, "rep.survey", columns);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		draw_row_said(drawing, rows[i][1]);
		draw_answers(drawing, &survey, rows[i][0]);
		draw_row_end(drawing);
	}
	draw_raw(drawing, "</tbody></table>");
	draw_moods(drawing, &survey);
	draw_raw(drawing, "</div></section>");
}

/* "2026-10-02" as it stands: the order of the year that all five languages read. */
void figures_windows(struct drawing *drawing)
{
	const json_t *windows = json_object_get(drawing->sheet->file, "windows");
	if (json_array_size(windows) == 0) {
		return;
	}
	draw_said(drawing, "<section class=\"small\"><h2>", "rep.windows", "</h2><ul class=\"steps\">");
	for (size_t i = 0; i < json_array_size(windows); i++) {
		const json_t *window = json_array_get(windows, i);
		const char *name = doc_text(window, "name");
		const struct text_value values[] = {{"name", *name ? name : doc_text(window, "slug")},
			{"from", doc_text(window, "from")}, {"to", doc_text(window, "to")}};
		if (*values[1].value) {
			draw_raw(drawing, "<li>");
			say_with(&drawing->say, "rep.window", values, 3);
			draw_raw(drawing, "</li>");
		}
	}
	draw_raw(drawing, "</ul></section>");
}

void figures_licence(struct drawing *drawing, const char *licence)
{
	if (*licence) {
		draw_raw(drawing, "<p class=\"small\">");
		say_one(&drawing->say, "rep.read.licence", "licence", licence);
		draw_raw(drawing, "</p>");
	}
}

void figures_reading(struct drawing *drawing)
{
	const struct figures_sheet *sheet = drawing->sheet;
	char key[KEY_SIZE];
	draw_said(drawing, "<section class=\"small read\"><h2>", "rep.read", "</h2>");
	draw_said(drawing, "<p><b>··</b> ", "rep.read.hidden", "</p>");
	draw_said(drawing, "<p><b>", "rep.visit", "</b> ");
	draw_said(drawing, "", "rep.read.visit", " ");
	draw_said(drawing, "<b>", "rep.conversation", "</b> ");
	draw_said(drawing, "", "rep.read.conversation", "</p>");
	draw_said(drawing, "<p>", "rep.read.step", " ");
	draw_said(drawing, "", "rep.read.times", " ");
	draw_said(drawing, "", "rep.read.windows", "</p>");
	if (sheet) {
		figures_licence(drawing, doc_text(sheet->file, "licence"));
		snprintf(key, sizeof(key), "rep.source.%s", sheet->pool->country);
		draw_raw(drawing, "<p>");
		say_one(&drawing->say, "rep.read.source", "source",
			texts_get(drawing->say.texts, drawing->say.language, key, NULL));
		draw_raw(drawing, "</p>");
	}
	draw_raw(drawing, "</section>");
}
