/* Which kinds leave the house, and where each says its place and its number, is one table. */
#include "parent/alarm_letter.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/ident.h"
#include "directory/civil.h"

enum {
	WORD_SIZE = 80,
	LETTER_MAX = 8192,
	LINE_SIZE = 400,
	MS_PER_S = 1000,
	MINUTES_PER_DAY = 1440,
	S_PER_MINUTE = 60,
	MINUTES_PER_HOUR = 60,
	UNIQUE_LEN = 8,
	DATE_SIZE = 64
};

enum place { PLACE_POOL, PLACE_REGION, PLACE_AGENCY };
enum number { NUMBER_NONE, NUMBER_VALUE, NUMBER_LIMIT };

/* unled stands as long as a pool goes without a duty lead, which some always do: no letter. */
static const struct kind {
	const char *name, *key;
	enum place place; /* what the first word of the subject is */
	enum number number;
} kinds[] = {
	{"help", "alarm.mail.help", PLACE_AGENCY, NUMBER_NONE},
	{"wait", "alarm.mail.wait", PLACE_REGION, NUMBER_LIMIT},
	{"empty", "alarm.mail.empty", PLACE_AGENCY, NUMBER_NONE},
	{"lost", "alarm.mail.lost", PLACE_POOL, NUMBER_VALUE},
	{"down", "alarm.mail.down", PLACE_POOL, NUMBER_NONE},
	{"surge", "alarm.mail.surge", PLACE_POOL, NUMBER_VALUE},
	{"redis", "alarm.mail.redis", PLACE_POOL, NUMBER_NONE},
};

/* How many went without an answer in one municipality is its agency's alone: its letter tells the limit. */
static const struct kind own_lost = {"lost", "alarm.mail.lost_own", PLACE_REGION, NUMBER_LIMIT};

static const struct kind *kind_of(const char *name, bool own)
{
	if (own) {
		return &own_lost;
	}
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (strcmp(kinds[i].name, name) == 0) {
			return &kinds[i];
		}
	}
	return NULL;
}

/* "c42" or "m4203". NULL: of no county. */
static const struct region *region_named(const struct directory *directory, const char *pool,
	const char *word)
{
	const struct region *region;
	if (word[0] == 'm') {
		return directory_region(directory, pool, word + 1);
	}
	for (size_t i = 0; (region = directory_region_at(directory, i)) != NULL; i++) {
		if (word[0] == 'c' && strcmp(region->pool, pool) == 0 &&
			strcmp(region->county, word + 1) == 0) {
			return region;
		}
	}
	return NULL;
}

static const struct region *place_of(const struct directory *directory, const char *pool,
	enum place kind, const char *word)
{
	if (kind == PLACE_REGION) {
		return region_named(directory, pool, word);
	}
	const struct agency *agency = kind == PLACE_AGENCY ? directory_agency(directory, word) : NULL;
	return agency ? directory_region(directory, pool, agency_get(agency, "municipality")) : NULL;
}

int alarm_letter_read(const struct directory *directory, const struct pool *pool, const char *text,
	struct alarm_letter *ret_letter)
{
	struct alarm_letter letter = {.pool = pool};
	char at[WORD_SIZE], value[WORD_SIZE], limit[WORD_SIZE], subject[WORD_SIZE];
	if (sscanf(text, "%15s %79s %79s %79s %*s %79s", letter.kind, at, value, limit, subject) != 5) {
		return ERR_GONE;
	}
	letter.at_ms = strtoull(at, NULL, 10);
	letter.own = strcmp(letter.kind, own_lost.name) == 0 && subject[0] == 'm';
	const struct kind *kind = kind_of(letter.kind, letter.own);
	if (kind == NULL) {
		return ERR_GONE;
	}
	letter.place = place_of(directory, pool->id, kind->place, subject);
	letter.number = kind->number == NUMBER_NONE
		? 0
		: strtoull(kind->number == NUMBER_VALUE ? value : limit, NULL, 10);
	*ret_letter = letter;
	return 0;
}

/* --- for programs --- */

char *alarm_letter_json(const struct alarm_letter *letter)
{
	char at[DATE_SIZE], *text = malloc(LINE_SIZE);
	time_t at_s = (time_t)(letter->at_ms / MS_PER_S);
	struct tm utc;
	if (text != NULL && gmtime_r(&at_s, &utc) != NULL) {
		strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%SZ", &utc);
		/* words, codes and numbers: nothing that would have to be escaped */
		snprintf(text, LINE_SIZE,
			"{\"kind\":\"%s\",\"pool\":\"%s\",\"county\":\"%s\",\"at\":\"%s\",\"number\":%" PRIu64
			"}",
			letter->kind, letter->pool->id, letter->place ? letter->place->county : "", at,
			letter->number);
	}
	return text;
}

/* --- for people --- */

static enum language language_for(const struct pool *pool)
{
	char code[WORD_SIZE];
	snprintf(code, sizeof code, "%.*s", (int)strcspn(pool->languages, " "), pool->languages);
	enum language language = language_of(code);
	return language < LANGUAGE_COUNT ? language : LANGUAGE_NB;
}

static void tell_time(const struct alarm_letter *letter, char out[DATE_SIZE])
{
	int64_t at_s = (int64_t)(letter->at_ms / MS_PER_S);
	int64_t minutes = at_s / S_PER_MINUTE + zone_offset_minutes(letter->pool->zone, at_s);
	int year, month, day, clock = (int)(minutes % MINUTES_PER_DAY);
	civil_date(minutes / MINUTES_PER_DAY, &year, &month, &day);
	snprintf(out, DATE_SIZE, "%d.%d.%d %02d.%02d", day, month, year, clock / MINUTES_PER_HOUR,
		clock % MINUTES_PER_HOUR);
}

/* A header may only hold ASCII: RFC 2047, in words of whole letters, at most 75 signs each. */
static int put_subject(struct buf *out, const char *text)
{
	enum { WORD_BYTES = 18 };
	int err = buf_text(out, "Subject:");
	while (err == 0 && *text != '\0') {
		size_t len = strnlen(text, WORD_BYTES);
		while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80) {
			len--;
		}
		err = buf_text(out, " =?utf-8?q?");
		for (size_t i = 0; err == 0 && i < len; i++) {
			err = buf_printf(out, "=%02X", (unsigned char)text[i]);
		}
		err = err == 0 ? buf_text(out, "?=\r\n") : err;
		text += len;
	}
	return err;
}

static int put_head(struct buf *out, const char *from, const char *to, const char *subject)
{
	uint8_t unique[UNIQUE_LEN];
	char hex[2 * UNIQUE_LEN + 1], date[DATE_SIZE];
	time_t now = time(NULL);
	struct tm utc;
	ident_random(unique, sizeof unique);
	ident_hex(unique, sizeof unique, hex);
	gmtime_r(&now, &utc);
	strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", &utc);
	int err = buf_printf(out, "Date: %s\r\nFrom: <%s>\r\nTo: <%s>\r\nMessage-ID: <%s@%s>\r\n", date,
		from, to, hex, strchr(from, '@') ? strchr(from, '@') + 1 : "localhost");
	err = err == 0 ? put_subject(out, subject) : err;
	return err == 0 ? buf_text(out,
						  "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
						  "Content-Type: text/plain; charset=utf-8\r\n"
						  "Content-Transfer-Encoding: 8bit\r\n\r\n")
					: err;
}

static int put_row(struct buf *out, const char *label, const char *value)
{
	return buf_printf(out, "%s: %s\r\n", label, value);
}

static int put_body(struct buf *out, const struct alarm_letter *letter, const struct texts *texts,
	const char *sentence)
{
	enum language language = language_for(letter->pool);
	char at[DATE_SIZE];
	tell_time(letter, at);
	int err = buf_printf(out, "%s\r\n\r\n", sentence);
	err = err == 0 ? put_row(out, texts_get(texts, language, "alarm.mail.pool", NULL),
						 words_in(&letter->pool->name, language))
				   : err;
	if (err == 0 && letter->place != NULL) {
		err = put_row(out, texts_get(texts, language, "alarm.mail.county", NULL),
			letter->place->county_name);
	}
	err = err == 0 ? put_row(out, texts_get(texts, language, "alarm.mail.time", NULL), at) : err;
	return err == 0
		? buf_printf(out, "\r\n%s\r\n", texts_get(texts, language, "alarm.mail.then", NULL))
		: err;
}

char *alarm_letter_mail(const struct alarm_letter *letter, const struct texts *texts,
	const char *from, const char *to)
{
	const char *key = kind_of(letter->kind, letter->own)->key;
	char number[DATE_SIZE], sentence[LINE_SIZE], subject[2 * LINE_SIZE];
	struct buf out;
	buf_init(&out, LETTER_MAX);
	snprintf(number, sizeof number, "%" PRIu64, letter->number);
	const struct text_value values[] = {{"n", number}};
	texts_fill(texts_get(texts, language_for(letter->pool), key, NULL), values, 1, sentence,
		sizeof sentence);
	snprintf(subject, sizeof subject, "Samtale: %s", sentence);
	int err = put_head(&out, from, to, subject);
	err = err == 0 ? put_body(&out, letter, texts, sentence) : err;
	char *text = err == 0 ? strndup((const char *)buf_view(&out).data, buf_view(&out).len) : NULL;
	buf_finish(&out);
	return text;
}
