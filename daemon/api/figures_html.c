/* The sheet, from its head to who answered. */
#include "api/figures_html.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/figures_frame.h"
#include "api/figures_more.h"
#include "directory/civil.h"

enum { KEY_SIZE = 64, ADDRESS_SIZE = 120, BAR_WIDTH = 80, DAY_S = 86400, MINUTES = 60 };
/* In "2026-11-02T05:00:00Z". */
enum { DATE_SIZE = 11, HOUR_AT = 11, MINUTE_AT = 14 };

/* "2. november 2026 kl. 06.00" of "2026-11-02T05:00:00Z", by the pool's clock. */
static void frozen_words(const struct drawing *drawing, char out[FIGURES_TITLE_SIZE])
{
	int year, month, day;
	int64_t days;
	char date[DATE_SIZE], number[12], years[12], clock[12], key[KEY_SIZE];
	const char *frozen = doc_text(drawing->sheet->file, "frozen");
	snprintf(date, sizeof(date), "%s", frozen);
	if (!civil_read(date, &days) || strlen(frozen) <= MINUTE_AT) {
		snprintf(out, FIGURES_TITLE_SIZE, "%s", frozen);
		return;
	}
	const char *zone = drawing->sheet->pool->zone;
	int64_t at_s = days * DAY_S + strtol(frozen + HOUR_AT, NULL, 10) * MINUTES * MINUTES +
		strtol(frozen + MINUTE_AT, NULL, 10) * MINUTES;
	int64_t local_s = at_s + (int64_t)zone_offset_minutes(zone, at_s) * MINUTES;
	civil_date(local_s / DAY_S, &year, &month, &day);
	snprintf(number, sizeof(number), "%d", day);
	snprintf(years, sizeof(years), "%d", year);
	snprintf(clock, sizeof(clock), "%02d.%02d", (int)(local_s % DAY_S) / (MINUTES * MINUTES),
		(int)(local_s % DAY_S) / MINUTES % MINUTES);
	snprintf(key, sizeof(key), "common.month.%d", month);
	const struct text_value values[] = {{"day", number},
		{"month", texts_get(drawing->say.texts, drawing->say.language, key, NULL)}, {"year", years},
		{"time", clock}};
	texts_fill(texts_get(drawing->say.texts, drawing->say.language, "rep.moment", NULL), values, 4,
		out, FIGURES_TITLE_SIZE);
}

static void draw_head(struct drawing *drawing)
{
	char title[FIGURES_TITLE_SIZE], when[FIGURES_TITLE_SIZE];
	char doors[DRAW_NUMBER_SIZE], hours[DRAW_NUMBER_SIZE];
	const struct doc_table table = doc_table(drawing->sheet->file, "doors");
	figures_title(drawing->api, drawing->sheet, title);
	frozen_words(drawing, when);
	snprintf(doors, sizeof(doors), "%zu", json_array_size(table.rows));
	snprintf(hours, sizeof(hours), "%" PRId64, doc_sum(&table, "minutes").number / MINUTES);
	const struct text_value values[] = {{"doors", doors}, {"hours", hours}, {"when", when}};
	draw_raw(drawing, "<div><h1>");
	draw_text(drawing, title);
	draw_raw(drawing, "</h1><p class=\"muted\">");
	say_with(&drawing->say, "rep.meta", values, 3);
	draw_raw(drawing, "</p></div>");
}

/* A number of the sum, as text; the sign of what is hidden. */
static void sum_text(const struct drawing *drawing, const char *column, char out[DRAW_NUMBER_SIZE])
{
	struct doc_cell cell = doc_find(drawing->sheet->file, "sum", "all", column);
	if (cell.hidden) {
		snprintf(out, DRAW_NUMBER_SIZE, "··");
	} else {
		snprintf(out, DRAW_NUMBER_SIZE, "%" PRId64, cell.number);
	}
}

static void unanswered_heading(struct drawing *drawing)
{
	const json_t *file = drawing->sheet->file;
	struct doc_cell arrived = doc_find(file, "sum", "all", "arrived");
	struct doc_cell abandoned = doc_find(file, "sum", "all", "abandoned");
	struct doc_cell refused = doc_find(file, "sum", "all", "refused");
	if (arrived.hidden || abandoned.hidden || refused.hidden || arrived.number == 0) {
		say_key(&drawing->say, "rep.unanswered_hidden");
		return;
	}
	char n[DRAW_NUMBER_SIZE], of[DRAW_NUMBER_SIZE], percent[DRAW_NUMBER_SIZE];
	int64_t not = abandoned.number + refused.number;
	snprintf(n, sizeof(n), "%" PRId64, not );
	snprintf(of, sizeof(of), "%" PRId64, arrived.number);
	snprintf(percent, sizeof(percent), "%" PRId64,
		(not *100 + arrived.number / 2) / arrived.number);
	const struct text_value values[] = {{"n", n}, {"of", of}, {"percent", percent}};
	say_with(&drawing->say, "rep.unanswered", values, 3);
}

/* arrived = answered + abandoned + refused + diverted + waiting */
static void draw_sum(struct drawing *drawing)
{
	static const char *const columns[][3] = {{"arrived", "rep.sum.arrived", ""},
		{"answered", "rep.sum.answered", "<i>=</i>"},
		{"abandoned", "rep.sum.abandoned", "<i>+</i>"}, {"refused", "rep.sum.refused", "<i>+</i>"},
		{"diverted", "rep.sum.diverted", "<i>+</i>"}, {"waiting", "rep.sum.waiting", "<i>+</i>"}};
	char number[DRAW_NUMBER_SIZE];
	draw_raw(drawing, "<section><h2>");
	unanswered_heading(drawing);
	draw_raw(drawing, "</h2><div class=\"sum-line\">");
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
		sum_text(drawing, columns[i][0], number);
		draw_raw(drawing, columns[i][2]);
		draw_raw(drawing, "<div><b>");
		draw_text(drawing, number);
		draw_said(drawing, "</b><span>", columns[i][1], "</span></div>");
	}
	struct doc_cell taps = doc_find(drawing->sheet->file, "taps", "all", "taps");
	snprintf(number, sizeof(number), "%" PRId64, taps.number);
	draw_raw(drawing, "</div><p class=\"small\">");
	say_one(&drawing->say, "rep.taps", "n", taps.hidden ? "··" : number);
	draw_raw(drawing, "</p></section>");
}

static void draw_counties(struct drawing *drawing)
{
	static const char *const columns[] = {"rep.county", "rep.arrived", "rep.answered", "rep.not",
		NULL};
	static const char *const cells[] = {"arrived", "answered", "not"};
	const struct doc_table table = doc_table(drawing->sheet->file, "counties");
	draw_table(drawing, "rep.counties", columns);
	for (size_t i = 0; i < json_array_size(table.rows); i++) {
		const json_t *row = json_array_get(table.rows, i);
		const char *name = doc_text(row, "name");
		if (*name) {
			draw_row(drawing, name);
		} else {
			draw_row_said(drawing, "rep.nowhere");
		}
		for (size_t c = 0; c < sizeof(cells) / sizeof(cells[0]); c++) {
			draw_cell(drawing, doc_cell(&table, row, cells[c]));
		}
		draw_row_end(drawing);
	}
	struct doc_cell arrived = doc_find(drawing->sheet->file, "sum", "all", "arrived");
	struct doc_cell answered = doc_find(drawing->sheet->file, "sum", "all", "answered");
	struct doc_cell not = {.hidden = arrived.hidden || answered.hidden,
		.number = arrived.number - answered.number};
	draw_said(drawing, "</tbody><tfoot><tr><th scope=\"row\">", "rep.whole", "</th>");
	draw_cell(drawing, arrived);
	draw_cell(drawing, answered);
	draw_cell(drawing, not );
	draw_raw(drawing, "</tr></tfoot></table></div></section>");
}

static void draw_topic(struct drawing *drawing, const struct doc_table *table, const json_t *row,
	int64_t most)
{
	const char *key = doc_text(row, "key");
	const struct topic *topic = directory_topic(drawing->api->directory, key);
	struct doc_cell cell = doc_cell(table, row, "conversations");
	char bar[ADDRESS_SIZE];
	draw_row(drawing, topic ? words_in(&topic->name, drawing->say.language) : key);
	draw_cell(drawing, cell);
	int64_t width = cell.hidden || most == 0 ? 0 : cell.number * BAR_WIDTH / most;
	snprintf(bar, sizeof(bar),
		"<td class=\"bar-cell\"><svg class=\"hbar\" viewBox=\"0 0 %d 10\" aria-hidden=\"true\">"
		"<rect width=\"%" PRId64 "\" height=\"10\"/></svg></td>",
		BAR_WIDTH, width);
	draw_raw(drawing, bar);
	draw_row_end(drawing);
}

static void draw_topics(struct drawing *drawing)
{
	const struct doc_table table = doc_table(drawing->sheet->file, "topics");
	char number[DRAW_NUMBER_SIZE];
	int64_t most = 0;
	for (size_t i = 0; i < json_array_size(table.rows); i++) {
		struct doc_cell cell = doc_cell(&table, json_array_get(table.rows, i), "conversations");
		most = cell.number > most ? cell.number : most;
	}
	sum_text(drawing, "conversations", number);
	draw_raw(drawing, "<section><h2>");
	say_one(&drawing->say, "rep.topics", "n", number);
	draw_said(drawing,
		"</h2><table class=\"plain\"><thead class=\"ds-sr-only\"><tr><th scope=\"col\">",
		"rep.topic", "</th>");
	draw_said(drawing, "<th scope=\"col\">", "rep.conversations", "</th>");
	draw_said(drawing, "<th scope=\"col\">", "rep.bar", "</th></tr></thead><tbody>");
	for (size_t i = 0; i < json_array_size(table.rows); i++) {
		draw_topic(drawing, &table, json_array_get(table.rows, i), most);
	}
	draw_raw(drawing, "</tbody></table></section>");
}

static void draw_time(struct drawing *drawing)
{
	static const char *const columns[] = {"rep.minutes", "rep.half", "rep.nine", NULL};
	static const char *const rows[][2] = {{"wait", "rep.row.wait"}, {"length", "rep.row.length"}};
	const json_t *file = drawing->sheet->file;
	draw_table(drawing, "rep.time", columns);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		draw_row_said(drawing, rows[i][1]);
		draw_minutes(drawing, doc_find(file, "time", rows[i][0], "half"));
		draw_minutes(drawing, doc_find(file, "time", rows[i][0], "nine"));
		draw_row_end(drawing);
	}
	draw_table_end(drawing);
}

static void draw_who(struct drawing *drawing)
{
	static const char *const rows[][2] = {{"own", "rep.row.own"}, {"county", "rep.row.county"},
		{"nation", "rep.row.nation"}};
	const struct doc_table table = doc_table(drawing->sheet->file, "who");
	struct doc_cell whole = doc_sum(&table, "answered");
	draw_said(drawing, "<section><h2>", "rep.who", "</h2><table class=\"plain\"><tbody>");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct doc_cell part = doc_cell(&table, doc_row(&table, rows[i][0]), "answered");
		draw_row_said(drawing, rows[i][1]);
		draw_cell(drawing, part);
		draw_share(drawing, part, whole);
		draw_row_end(drawing);
	}
	draw_raw(drawing, "</tbody></table></section>");
}

int figures_html(const struct api *api, const struct figures_sheet *sheet, struct buf *out)
{
	struct drawing drawing = figures_begin(api, sheet, sheet->language, out);
	figures_bar(&drawing);
	draw_raw(&drawing, "<main class=\"paper\">");
	draw_head(&drawing);
	draw_sum(&drawing);
	draw_raw(&drawing, "<div class=\"cols\">");
	draw_counties(&drawing);
	draw_topics(&drawing);
	draw_raw(&drawing, "</div><div class=\"cols\">");
	draw_time(&drawing);
	draw_who(&drawing);
	draw_raw(&drawing, "</div>");
	figures_agencies(&drawing);
	draw_raw(&drawing, "<div class=\"cols uneven\">");
	figures_ledger(&drawing);
	figures_survey(&drawing);
	draw_raw(&drawing, "</div>");
	figures_windows(&drawing);
	figures_reading(&drawing);
	figures_languages(&drawing);
	draw_raw(&drawing, "</main>");
	return drawing.say.html.err;
}
