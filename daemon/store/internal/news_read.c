/* One row a field; docs/routing.md lists them. */
#include "store/internal/news_read.h"

#include <string.h>

#include "base/ident.h"
#include "store/internal/answer.h"
#include "store/presence.h"

enum field_kind {
	FIELD_TEXT,
	FIELD_UINT,
	FIELD_U32,
	FIELD_U64,
	FIELD_TYPE,
	FIELD_STATE,
	FIELD_LOAD
};

#define AT(member) offsetof(struct store_news, member)

static const struct {
	const char *name;
	enum field_kind kind;
	size_t offset;
} rows[] = {
	{"t", FIELD_TYPE, AT(type)},
	{"s", FIELD_U64, AT(session)},
	{"i", FIELD_TEXT, AT(id)},
	{"r", FIELD_TEXT, AT(room)},
	{"se", FIELD_UINT, AT(seat)},
	{"w", FIELD_TEXT, AT(word)},
	{"o", FIELD_U64, AT(offer)},
	{"a", FIELD_U64, AT(at_ms)},
	{"v", FIELD_UINT, AT(level)},
	{"st", FIELD_STATE, AT(state)},
	{"ld", FIELD_LOAD, AT(load)},
	{"lf", FIELD_U32, AT(left_ms)},
	{"al", FIELD_TEXT, AT(alias)},
	{"ag", FIELD_TEXT, AT(agency)},
	{"c", FIELD_TEXT, AT(cid)},
	{"k", FIELD_TEXT, AT(kind)},
	{"g", FIELD_TEXT, AT(target)},
	{"vs", FIELD_TEXT, AT(visit.sid)},
	{"vt", FIELD_TEXT, AT(visit.topic)},
	{"vm", FIELD_TEXT, AT(visit.municipality)},
	{"vc", FIELD_TEXT, AT(visit.county)},
	{"vl", FIELD_TEXT, AT(visit.languages)},
	{"vv", FIELD_UINT, AT(visit.level)},
	{"vu", FIELD_UINT, AT(visit.urgency)},
	{"vw", FIELD_UINT, AT(visit.who)},
	{"va", FIELD_U64, AT(visit.waited_ms)},
	{"iv", FIELD_UINT, AT(visit.invited)},
};

static const char *const type_words[] = {
	[NEWS_QUEUED] = "queued",
	[NEWS_MATCHED] = "matched",
	[NEWS_OFFER] = "offer",
	[NEWS_REVOKED] = "revoked",
	[NEWS_OPENED] = "opened",
	[NEWS_SHIFT] = "shift",
	[NEWS_ENDED] = "ended",
	[NEWS_TAKEN] = "taken",
	[NEWS_OUSTED] = "ousted",
	[NEWS_AWAY] = "away",
	[NEWS_BACK] = "back",
	[NEWS_PROPOSED] = "proposed",
	[NEWS_HANDED] = "handed",
	[NEWS_PERIOD] = "period",
	[NEWS_ENROL] = "enrol",
	[NEWS_HELP] = "help",
	[NEWS_HELD] = "held",
	[NEWS_JOINED] = "joined",
	[NEWS_LEFT] = "left",
	[NEWS_FORM] = "form",
	[NEWS_BIDDEN] = "bidden",
};

int news_presence(const char *letter, unsigned *ret_state)
{
	static const char letters[] = "APZXL"; /* in the order of enum presence */
	const char *at = letter[0] == '\0' || letter[1] != '\0' ? NULL : strchr(letters, letter[0]);

	if (at == NULL) {
		return ERR_SYNTAX;
	}
	*ret_state = (unsigned)(at - letters);
	return 0;
}

static int read_type(const char *value, enum news_type *ret_type)
{
	for (size_t i = 0; i < sizeof type_words / sizeof type_words[0]; i++) {
		if (strcmp(type_words[i], value) == 0) {
			*ret_type = (enum news_type)i;
			return 0;
		}
	}
	return ERR_SYNTAX;
}

static int read_number(enum field_kind kind, const char *value, void *out)
{
	uint64_t number;
	int err = answer_parse_number(view_text(value), &number);

	if (err != 0 || (kind != FIELD_U64 && number > UINT32_MAX)) {
		return ERR_SYNTAX;
	}
	if (kind == FIELD_U64) {
		memcpy(out, &number, sizeof number);
	} else {
		uint32_t small = (uint32_t)number;
		_Static_assert(sizeof(unsigned) == sizeof small, "unsigned has 32 bits");
		memcpy(out, &small, sizeof small);
	}
	return 0;
}

static int read_field(const char *name, const char *value, struct store_news *news)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		void *out = (char *)news + rows[i].offset;
		if (strcmp(rows[i].name, name) != 0) {
			continue;
		}
		switch (rows[i].kind) {
		case FIELD_TEXT: memcpy(out, &value, sizeof value); return 0;
		case FIELD_TYPE: return read_type(value, &news->type);
		case FIELD_STATE: return news_presence(value, &news->state);
		case FIELD_LOAD: news->has_load = true; return read_number(FIELD_UINT, value, out);
		case FIELD_UINT:
		case FIELD_U32:
		case FIELD_U64: return read_number(rows[i].kind, value, out);
		}
	}
	return 0;
}

static bool has_length(const char *text, size_t length)
{
	return text[0] == '\0' || strlen(text) == length;
}

/* A visit's or a counsellor's. */
static bool is_id(const char *text)
{
	size_t length = strlen(text);

	return length == IDENT_NAME_SIZE - 1 || length == STORE_ID_HEX - 1;
}

/* For whoever of the node it concerns. */
static bool is_for_node(enum news_type type)
{
	return type == NEWS_ENROL || type == NEWS_HELP;
}

int news_read(const char *pool, const char *const *fields, size_t count,
	struct store_news *ret_news)
{
	struct store_news news = {
		.pool = pool,
		.id = "",
		.room = "",
		.word = "",
		.alias = "",
		.agency = "",
		.cid = "",
		.kind = "",
		.target = "",
		.visit = {.sid = "", .topic = "", .municipality = "", .county = "", .languages = ""},
	};

	if (count < 2 || count % 2 != 0 || strcmp(fields[0], "t") != 0) {
		return ERR_SYNTAX;
	}
	for (size_t i = 0; i < count; i += 2) {
		int err = read_field(fields[i], fields[i + 1], &news);
		if (err != 0) {
			return err;
		}
	}
	if ((news.session == 0) != is_for_node(news.type) || !is_id(news.id) ||
		!has_length(news.room, STORE_ID_HEX - 1) || !has_length(news.cid, STORE_ID_HEX - 1) ||
		!has_length(news.visit.sid, IDENT_NAME_SIZE - 1)) {
		return ERR_SYNTAX;
	}
	*ret_news = news;
	return 0;
}
