/* What a message allocates in the store, counted by standing in front of the C library's own functions: our calls apart from
 * those of the libraries. Warm, one message after the other, youth and counsellor on two nodes of one process. */
#include "unit/store_scene.h"

#include <stdlib.h>

#include "store/internal/state.h"

enum { WARM = 64, MESSAGES = 201 };

/* hiredis: who is to be called with the answer; its output buffer, which it makes anew behind each write, and grows. */
enum { THEIRS_A_MESSAGE = 3 };

static struct {
	unsigned ours, theirs;
} counted;

/* A sanitizer brings its own functions, which must not be stood in front of. */
#ifdef __SANITIZE_ADDRESS__
static const bool can_count = false;
#else
static const bool can_count = true;

/* Our code is the program itself. */
extern const char __executable_start, etext;

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static void note(const void *caller)
{
	uintptr_t at = (uintptr_t)caller;

	if (at >= (uintptr_t)&__executable_start && at < (uintptr_t)&etext) {
		counted.ours++;
	} else {
		counted.theirs++;
	}
}

void *malloc(size_t size)
{
	note(__builtin_return_address(0));
	return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	note(__builtin_return_address(0));
	return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	note(__builtin_return_address(0));
	return __libc_realloc(old, size);
}
#endif

static int is_more(const void *left, const void *right)
{
	unsigned a = *(const unsigned *)left, b = *(const unsigned *)right;

	return (a > b) - (a < b);
}

/* Says so many messages from a room's beginning, a turn of the loop or more for each, and gives what most of them cost:
 * what the nodes do by their clocks falls upon some of them. */
static void say(unsigned count, unsigned *ret_ours, unsigned *ret_theirs)
{
	static uint64_t cseq;
	unsigned ours[MESSAGES], theirs[MESSAGES];

	for (unsigned i = 0; i < count; i++) {
		counted.ours = 0;
		counted.theirs = 0;
		assert_int_equal(append(&world.youth, 0, ++cseq, "a text of a hundred bytes or so"), 0);
		ours[i] = counted.ours;
		theirs[i] = counted.theirs;
	}
	qsort(ours, count, sizeof ours[0], is_more);
	qsort(theirs, count, sizeof theirs[0], is_more);
	*ret_ours = ours[count / 2];
	*ret_theirs = theirs[count / 2];
}

static void a_message_allocates_nothing_of_ours_and_what_hiredis_cannot_do_without(void **state)
{
	unsigned ours, theirs;
	uint8_t token[32];

	(void)state;
	if (!can_count) {
		skip();
	}
	memset(token, 61, sizeof token);
	meet(token);
	say(WARM, &ours, &theirs);
	say(MESSAGES, &ours, &theirs);
	assert_int_equal(ours, 0);
	assert_int_equal(theirs, THEIRS_A_MESSAGE);
}

/* The planted fault: it shows that a record too many would be counted. */
static void a_store_that_keeps_no_records_allocates_one_a_message(void **state)
{
	unsigned ours, theirs;

	(void)state;
	if (!can_count) {
		skip();
	}
	spares_finish(&world.youth.store->calls);
	say(MESSAGES, &ours, &theirs);
	assert_int_equal(ours, 1);
	assert_int_equal(theirs, THEIRS_A_MESSAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_message_allocates_nothing_of_ours_and_what_hiredis_cannot_do_without),
		cmocka_unit_test(a_store_that_keeps_no_records_allocates_one_a_message),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
