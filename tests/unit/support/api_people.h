/* The staff as the api is told of them, played: who logs in, who stands behind a bearer, who may join. Of api_house.h, whose
 * `house` it fills. */
#ifndef SAMTALE_TESTS_UNIT_SUPPORT_API_PEOPLE_H
#define SAMTALE_TESTS_UNIT_SUPPORT_API_PEOPLE_H

void staff_login(struct staff *staff, const struct staff_attempt *attempt, uint64_t id,
	staff_login_fn done, void *context)
{
	(void)staff;
	const struct staff_entry in = {.ticket = "abcd",
		.session = "5e55",
		.role = "counsellor",
		.device = "ef01"};
	const struct staff_entry wrong = {.why = attempt->device.len > 0 ? "clock" : NULL};
	const struct staff_entry full = {.why = view_is(attempt->name, "busy") ? "busy" : "rate",
		.retry_after = 5};
	if (view_is(attempt->name, "busy") || view_is(attempt->name, "often")) {
		done(context, id, ERR_FULL, &full);
	} else if (view_is(attempt->name, "down")) {
		done(context, id, ERR_DOWN, &(struct staff_entry){0});
	} else if (view_is(attempt->name, "ida") && view_is(attempt->password, "right")) {
		done(context, id, 0, &in);
	} else {
		done(context, id, ERR_DENIED, &wrong);
	}
}

/* A bearer names a role and an agency, "owner@oslo"; the person is called like that. */
void staff_session_find(struct staff *staff, struct view bearer, uint64_t id, auth_done_fn done,
	void *context)
{
	struct auth_person person = {.alias = "Somebody"};
	(void)staff;
	memset(person.session, 'a', sizeof(person.session) - 1);
	assert_int_equal(view_copy(bearer, person.name, sizeof(person.name)), 0);
	snprintf(person.id, sizeof(person.id), "%s", person.name);
	const char *at = strchr(person.name, '@');
	for (unsigned role = 0; at && role < ROLE_COUNT; role++) {
		const char *word = role_word((enum role)role);
		if (strncmp(word, person.name, (size_t)(at - person.name)) == 0) {
			person.role = role;
		}
	}
	snprintf(person.agency, sizeof(person.agency), "%s", at ? at + 1 : "");
	int err = view_is(bearer, "down") ? ERR_DOWN : person.role == 0 ? ERR_GONE : 0;
	done(context, id, err, err == 0 ? &person : NULL);
}

void staff_session_open(struct staff *staff, const char *name, const char *password_hash,
	uint64_t id, staff_pass_fn done, void *context)
{
	(void)password_hash;
	const struct staff_pass pass = {"5e55", "abcd"};
	(void)staff;
	bool disabled = strncmp(name, "disabled", strlen("disabled")) == 0;
	done(context, id, disabled ? ERR_GONE : 0, disabled ? NULL : &pass);
}

void staff_session_ticket(struct staff *staff, const struct staff_ticket *wanted, uint64_t id,
	staff_ticket_fn done, void *context)
{
	(void)staff;
	done(context, id, 0, wanted->practice ? wanted->practice : wanted->session);
}

void staff_session_end(struct staff *staff, const char *name, const char *only, const char *keep,
	uint64_t id, staff_ended_fn done, void *context)
{
	(void)staff;
	snprintf(house.ended, sizeof(house.ended), "%s/%s/%s", name, only, keep);
	done(context, id, 0);
}

int store_staff_get(struct store *store, struct reply_to to, const char *name,
	staff_account_fn done, void *context)
{
	(void)store;
	const char *at = strchr(name, '@');
	char role[32];
	snprintf(role, sizeof(role), "%.*s", at ? (int)(at - name) : 0, name);
	const struct staff_account account = {.name = name,
		.agency = at ? at + 1 : "",
		.role = staff_role_number(role) ? role : "counsellor"};
	house.lookups++;
	done(context, to, at ? 0 : ERR_GONE, at ? &account : NULL);
	return 0;
}

int store_staff_list(struct store *store, struct reply_to to, staff_account_fn each, void *context)
{
	(void)store;
	const struct staff_account lead = {.id = "0123456789abcdef0123456789abcdef",
		.name = "liv",
		.alias = "Liv",
		.agency = "oslo",
		.role = "duty_lead"};
	each(context, to, 0, &lead);
	each(context, to, 0, NULL);
	return 0;
}

int sessions_list(struct store *store, struct reply_to to, const char *name, staff_session_fn each,
	void *context)
{
	(void)store;
	(void)name;
	const struct staff_session session =
		{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 1000, 3600};
	each(context, to, 0, &session);
	each(context, to, 0, NULL);
	return 0;
}

void staff_look(struct staff *staff, struct view token, uint64_t id, staff_guest_fn done,
	void *context)
{
	(void)staff;
	const struct staff_guest guest = {"ida", "Ida", "oslo", "counsellor", "GEZD", "otpauth://x"};
	bool good = view_is(token, "good");
	done(context, id, good ? 0 : ERR_GONE, good ? &guest : NULL);
}

void staff_join(struct staff *staff, const struct staff_choice *choice, uint64_t id,
	staff_joined_fn done, void *context)
{
	(void)staff;
	struct staff_joined joined = {.entry = {.ticket = "abcd", .role = "counsellor"},
		.why = "short"};
	for (int i = 0; i < STAFF_CODES; i++) {
		joined.codes[i] = "aaaa-bbbb-cccc-dddd";
	}
	bool good = view_is(choice->token, "good");
	bool fits = view_is(choice->password, "long enough to be one");
	done(context, id, !good ? ERR_GONE : fits ? 0 : ERR_RANGE, &joined);
}

/* Sixty-four digits, as every token. */
void staff_invite(struct staff *staff, const char *name, uint64_t id, staff_invited_fn done,
	void *context)
{
	(void)staff;
	bool there = strcmp(name, "nobody") != 0;
	done(context, id, there ? 0 : ERR_GONE,
		there ? "1111111111111111111111111111111111111111111111111111111111111111" : NULL);
}

void staff_add(struct staff *staff, const struct staff_new *person, uint64_t id,
	staff_added_fn done, void *context)
{
	(void)staff;
	int err = strcmp(person->name, "taken") == 0 ? ERR_MOMENT
		: strcmp(person->name, "Wrong") == 0     ? ERR_RANGE
												 : 0;
	done(context, id, err, err == 0 ? "once-only" : NULL, err == 0 ? NULL : "a name");
}

static int length(struct view view)
{
	return (int)view.len;
}

/* The password is "right" and the code, where there is one, too. After the wish "unended" the other sessions live on. */
void staff_renew(struct staff *staff, const struct staff_renewal *renewal, uint64_t id,
	staff_renewed_fn done, void *context)
{
	(void)staff;
	const char *password = (const char *)renewal->password.data;
	struct staff_renewed renewed = {.why = password,
		.retry_after = 5,
		.unended = view_is(renewal->wish, "unended")};
	snprintf(house.renewed, sizeof(house.renewed), "%s/%.*s/%.*s/%.*s/%d", renewal->name,
		length(renewal->wish), (const char *)renewal->wish.data, length(renewal->secret),
		(const char *)renewal->secret.data, length(renewal->shown),
		(const char *)renewal->shown.data, renewal->codes);
	bool right = view_is(renewal->password, "right");
	for (int i = 0; right && renewal->wish.len == 0 && i < STAFF_CODES; i++) {
		renewed.codes[i] = "aaaa-bbbb-cccc-dddd";
	}
	int err = right                      ? 0
		: strcmp(password, "short") == 0 ? ERR_RANGE
		: strcmp(password, "rate") == 0  ? ERR_FULL
		: strcmp(password, "app") == 0   ? ERR_MOMENT
										 : ERR_DENIED;
	done(context, id, err, &renewed);
}

void staff_offer(struct staff *staff, const char *name, uint64_t id, staff_offer_fn done,
	void *context)
{
	(void)staff;
	(void)name;
	const struct staff_offer offer = {.own = true, .secret = "GEZD", .uri = "otpauth://x"};
	done(context, id, 0, &offer);
}

#endif
