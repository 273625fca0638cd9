/* Doors stand in the order of their municipalities' numbers, as the file has them. */
#include "api/figures_more.h"

#include <stdio.h>
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

void figures_ledger(struct drawing *drawing)
{
	const struct doc_table ledger = doc_table(drawing->sheet->file, "ledger");
	const struct doc_table doors = doc_table(drawing->sheet->file, "doors");
	if (json_array_size(ledger.rows) == 0) {
		return;
	}
	json_t *doors_of = doc_index(&doors);
	draw_said(drawing, "<section><h2>", "rep.ledger", "</h2>");
	draw_said(drawing, "<p class=\"small\">", "rep.ledger_text", "</p>");
	draw_said(drawing, "<div><table class=\"plain\"><thead><tr><th scope=\"col\">", "rep.whose",
		"</th>");
	draw_said(drawing, "<th scope=\"col\">", "rep.by", "</th>");
	draw_said(drawing, "<th class=\"n\" scope=\"col\">", "rep.answered",
		"</th></tr></thead><tbody>");
	for (size_t i = 0; i < json_array_size(ledger.rows); i++) {
		const json_t *row = json_array_get(ledger.rows, i);
		draw_pair(drawing, doors_of, doc_text(row, "key"));
		draw_cell(drawing, doc_cell(&ledger, row, "answered"));
		draw_row_end(drawing);
	}
	draw_table_end(drawing);
	json_decref(doors_of);
}

/* Answers with words of their own; those of a scale are the survey's. */
void figures_survey(struct drawing *drawing)
{
	static const char *const columns[] = {"rep.answer", "rep.count", NULL};
	static const char *const rows[][2] = {{"survey", "rep.row.survey"},
		{"place:yes", "rep.place.yes"}, {"place:partly", "rep.place.partly"},
		{"place:no", "rep.place.no"}};
	draw_table(drawing, "rep.survey", columns);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		draw_row_said(drawing, rows[i][1]);
		draw_cell(drawing, doc_find(drawing->sheet->file, "survey", rows[i][0], "answers"));
		draw_row_end(drawing);
	}
	draw_table_end(drawing);
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
