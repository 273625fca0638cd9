/* Rows that lead to a telephone, a message or a chat, as clients/web/youth/src/views/help.tsx
 * draws them. */
#include "api/help_html.h"

#include <stdio.h>
#include <string.h>

#include "api/lists.h"
#include "directory/help_hours.h"

enum { NUMBER_SIZE = 64, COUNTRIES_MAX = 8 };

/* Everybody may ring these at any time: they need no line about hours. */
static bool is_emergency(const struct help_service *help)
{
	static const char *const ids[] = {"112", "113", "116117"};
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		if (strcmp(help->id, ids[i]) == 0) {
			return true;
		}
	}
	return false;
}

static bool is_phone(const struct help_service *help)
{
	return strcmp(help->channel, "phone") == 0;
}

static bool is_listed(const struct directory *directory, const struct help_service *help,
	const struct help_choice *choice)
{
	bool write = !is_phone(help) && help_now(directory, help, choice->now_s).open;
	return lists_help_is_shown(help, choice->country) &&
		(choice->kind == HELP_ALL || (choice->kind == HELP_WRITE) == write);
}

bool help_html_has(const struct directory *directory, const struct help_choice *choice)
{
	const struct help_service *help;
	for (size_t i = 0; (help = directory_help_at(directory, i)) != NULL; i++) {
		if (is_listed(directory, help, choice)) {
			return true;
		}
	}
	return false;
}

/* "116111" as "116 111", "22400040" as "22 40 00 40". */
static void spoken(const char *number, char out[NUMBER_SIZE])
{
	size_t len = strlen(number), used = 0, group = len == 6 ? 3 : len == 8 ? 2 : len;
	bool digits = len > 0 && strspn(number, "0123456789") == len;
	if (!digits || len + len / group >= NUMBER_SIZE) {
		snprintf(out, NUMBER_SIZE, "%s", number);
		return;
	}
	for (size_t i = 0; i < len; i++) {
		if (i > 0 && i % group == 0) {
			out[used++] = ' ';
		}
		out[used++] = number[i];
	}
	out[used] = '\0';
}

static void ages_line(struct say *say, const char *ages)
{
	char from[16] = "", to[16] = "";
	if (sscanf(ages, "%15[0-9]-%15[0-9]", from, to) != 2) {
		say_key(say, "youth.help.all_ages");
	} else if (strcmp(from, "0") == 0) {
		say_one(say, "youth.help.under", "age", to);
	} else {
		const struct text_value values[] = {{"from", from}, {"to", to}};
		say_with(say, "youth.help.ages", values, 2);
	}
	html_raw(&say->html, ". ");
}

static void hours_line(struct say *say, const struct help_service *help)
{
	if (!help->confirmed || strcmp(help->hours, "unconfirmed") == 0) {
		say_key(say, "youth.help.unconfirmed");
	} else if (strcmp(help->hours, "24h") == 0) {
		say_key(say, "youth.help.all_day");
	} else {
		say_one(say, "youth.help.hours", "hours", help->hours);
	}
	html_raw(&say->html, ".");
}

static void about(struct say *say, const struct help_service *help)
{
	bool emergency = is_emergency(help);
	if (emergency && !help->keeps_record) {
		return;
	}
	html_raw(&say->html, "<small>");
	if (!emergency) {
		ages_line(say, help->ages);
		hours_line(say, help);
	}
	if (help->keeps_record) {
		html_raw(&say->html, emergency ? "" : " ");
		say_key(say, "youth.help.keeps_record");
	}
	html_raw(&say->html, "</small>");
}

static void row(struct say *say, const struct help_service *help)
{
	char number[NUMBER_SIZE];
	bool sms = strcmp(help->channel, "sms") == 0;
	spoken(help->address, number);
	html_raw(&say->html, "<li><a class=\"go\" href=\"");
	html_raw(&say->html, is_phone(help) ? "tel:" : sms ? "sms:" : "");
	html_text(&say->html, help->address);
	html_raw(&say->html, "\" rel=\"noreferrer\"><span><b lang=\"");
	html_raw(&say->html, strcmp(help->country, "DK") == 0 ? "da" : "nb");
	html_raw(&say->html, "\">");
	html_text(&say->html, help->name);
	html_raw(&say->html, "</b>");
	about(say, help);
	html_raw(&say->html, "</span><span>");
	if (is_phone(help) || sms) {
		say_one(say, sms ? "youth.help.sms" : "youth.help.call", "number", number);
	} else {
		say_key(say, "youth.help.chat");
	}
	html_raw(&say->html, "</span></a></li>");
}

/* The rows of one country: calls first, then messages, then chats. */
static void country_list(struct say *say, const struct directory *directory,
	const struct help_choice *choice)
{
	static const char *const order[] = {"phone", "sms", "chat"};
	html_raw(&say->html, "<ul class=\"list\">");
	for (size_t o = 0; o < sizeof(order) / sizeof(order[0]); o++) {
		const struct help_service *help;
		for (size_t i = 0; (help = directory_help_at(directory, i)) != NULL; i++) {
			if (is_listed(directory, help, choice) && strcmp(help->channel, order[o]) == 0) {
				row(say, help);
			}
		}
	}
	html_raw(&say->html, "</ul>");
}

/* The countries that have one, in the order of the table. */
static unsigned countries_of(const struct directory *directory, const struct help_choice *choice,
	const char *out[COUNTRIES_MAX])
{
	unsigned count = 0;
	const struct help_service *help;
	for (size_t i = 0; (help = directory_help_at(directory, i)) != NULL; i++) {
		bool known = !is_listed(directory, help, choice) || count == COUNTRIES_MAX;
		for (unsigned j = 0; j < count; j++) {
			known = known || strcmp(out[j], help->country) == 0;
		}
		if (!known) {
			out[count++] = help->country;
		}
	}
	return count;
}

void help_html_list(struct say *say, const struct directory *directory,
	const struct help_choice *choice)
{
	const char *countries[COUNTRIES_MAX];
	struct help_choice one = *choice;
	unsigned count = *choice->country ? 0 : countries_of(directory, choice, countries);
	if (count <= 1) {
		one.country = count == 1 ? countries[0] : choice->country;
		country_list(say, directory, &one);
		return;
	}
	for (unsigned i = 0; i < count; i++) {
		char key[40];
		snprintf(key, sizeof(key), "common.country.%s", countries[i]);
		html_raw(&say->html, "<div class=\"stack\"><h3 class=\"ds-heading\" data-size=\"xs\">");
		say_key(say, key);
		html_raw(&say->html, "</h3>");
		one.country = countries[i];
		country_list(say, directory, &one);
		html_raw(&say->html, "</div>");
	}
}

void help_html_silent(struct say *say)
{
	html_raw(&say->html, "<p>");
	say_key(say, "youth.help.silent.head");
	html_raw(&say->html, " ");
	say_key(say, "youth.help.silent.text");
	html_raw(&say->html, "</p>");
}

void help_html_panel(struct say *say, const struct directory *directory, const char *country)
{
	const struct help_choice all = {country, HELP_ALL, 0};
	html_raw(&say->html, "<div class=\"panel stack\"><h2 class=\"ds-heading\" data-size=\"xs\">");
	say_key(say, "youth.help.head");
	html_raw(&say->html, "</h2>");
	if (help_html_has(directory, &all)) {
		help_html_list(say, directory, &all);
	} else {
		html_raw(&say->html, "<p>");
		say_key(say, "youth.help.failed");
		html_raw(&say->html, "</p>");
	}
	help_html_silent(say);
	html_raw(&say->html, "</div>");
}
