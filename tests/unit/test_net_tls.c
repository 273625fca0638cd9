/* Certificates and keys as PEM, and handshakes in memory with what is shown. The pairs are made
 * anew in each run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "net/tls.h"

enum { PEM_MAX = 2048, SECONDS_A = 1000 };

static char certificate_a[PEM_MAX], key_a[PEM_MAX], key_a_locked[PEM_MAX];
static char certificate_b[PEM_MAX], key_b[PEM_MAX];
static int64_t expires_a;

static const uint8_t ticket_keys[TLS_TICKET_KEYS_LEN] = {1, 2, 3};

/* NULL: it was taken; else what is wrong. */
static const char *fault_of(struct view certificate, struct view key, bool *ret_in_key)
{
	struct tls_identity *identity = NULL;
	struct tls_fault fault = {0};
	int err = tls_identity_create(certificate, key, &identity, &fault);
	assert_true(err == 0 || (err == ERR_SYNTAX && identity == NULL && fault.what != NULL));
	tls_identity_destroy(identity);
	*ret_in_key = fault.in_key;
	return fault.what;
}

static void assert_fault(struct view certificate, struct view key, bool in_key, const char *words)
{
	bool told_key = false;
	const char *what = fault_of(certificate, key, &told_key);
	if (what == NULL || told_key != in_key || strstr(what, words) == NULL) {
		fail_msg("expected %s, got %s of the %s", words, what != NULL ? what : "nothing",
			told_key ? "key" : "certificate");
	}
}

static struct tls_identity *identity_of(const char *certificate, const char *key)
{
	struct tls_identity *identity = NULL;
	struct tls_fault fault = {0};
	assert_int_equal(tls_identity_create(view_text(certificate), view_text(key), &identity, &fault),
		0);
	return identity;
}

static void a_certificate_and_its_key_belong_together(void **state)
{
	(void)state;
	struct tls_identity *identity = identity_of(certificate_a, key_a);
	assert_in_range(tls_identity_expires_s(identity), expires_a, expires_a + 60);
	tls_identity_destroy(identity);
	tls_identity_destroy(NULL);
}

static void what_does_not_belong_together_is_refused_by_its_name(void **state)
{
	(void)state;
	const struct view a = view_text(certificate_a);
	assert_fault(a, view_text(key_b), true, "do not fit");
	assert_fault(a, view_text(key_a_locked), true, "without a passphrase");
	assert_fault(a, a, true, "a private key in PEM");
	assert_fault(a, (struct view){0}, true, "a private key in PEM");
	assert_fault(view_text(key_a), view_text(key_a), false, "a certificate in PEM");
	assert_fault((struct view){0}, view_text(key_a), false, "a certificate in PEM");
}

static void a_certificate_that_is_cut_anywhere_is_refused(void **state)
{
	(void)state;
	const size_t whole =
		strlen(certificate_a) - 2; /* the last dash and the line's end may be lacking */
	for (size_t len = 0; len < whole; len++) {
		bool in_key = true;
		struct view cut = {(const uint8_t *)certificate_a, len};
		if (fault_of(cut, view_text(key_a), &in_key) == NULL || in_key) {
			fail_msg("%zu bytes of it were taken", len);
		}
	}
}

static void a_chain_that_is_damaged_is_refused(void **state)
{
	(void)state;
	char chain[4096];
	snprintf(chain, sizeof chain, "%s%s", certificate_a, certificate_b);
	bool in_key = false;
	assert_null(fault_of(view_text(chain), view_text(key_a), &in_key));
	chain[strlen(certificate_a) + 100] = '!';
	assert_fault(view_text(chain), view_text(key_a), false, "whole certificates");
}

/* A server with the listener's TLS and a client, joined in memory. Returns the name that was shown; empty: no handshake. */
static void shake(SSL_CTX *server_context, int max_version, char name[64])
{
	SSL_CTX *client_context = SSL_CTX_new(TLS_client_method());
	SSL *client = SSL_new(client_context);
	SSL *server = SSL_new(server_context);
	BIO *ends[2];
	assert_int_equal(BIO_new_bio_pair(&ends[0], 0, &ends[1], 0), 1);
	SSL_set_bio(client, ends[0], ends[0]);
	SSL_set_bio(server, ends[1], ends[1]);
	SSL_set_max_proto_version(client, max_version);
	SSL_set_connect_state(client);
	SSL_set_accept_state(server);
	int done = 0;
	for (int turn = 0; turn < 8 && done != 1; turn++) {
		done = SSL_do_handshake(client);
		SSL_do_handshake(server);
	}
	name[0] = '\0';
	X509 *shown = done == 1 ? SSL_get1_peer_certificate(client) : NULL;
	if (shown != NULL) {
		X509_NAME_get_text_by_NID(X509_get_subject_name(shown), NID_commonName, name, 64);
	}
	X509_free(shown);
	SSL_free(client);
	SSL_free(server);
	SSL_CTX_free(client_context);
}

static void a_listener_shows_what_it_was_given_last(void **state)
{
	(void)state;
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());
	struct tls *tls = tls_create(context);
	char name[64];
	assert_non_null(tls);
	shake(context, TLS1_3_VERSION, name);
	assert_string_equal(name, "");
	assert_int_equal(tls_show(tls, identity_of(certificate_a, key_a), ticket_keys), 0);
	shake(context, TLS1_3_VERSION, name);
	assert_string_equal(name, "a.example");
	assert_int_equal(tls_show(tls, identity_of(certificate_b, key_b), ticket_keys), 0);
	shake(context, TLS1_2_VERSION, name);
	assert_string_equal(name, "b.example");
	SSL_CTX_free(context);
	tls_destroy(tls);
}

static void versions_before_1_2_are_refused(void **state)
{
	(void)state;
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());
	struct tls *tls = tls_create(context);
	char name[64];
	assert_int_equal(tls_show(tls, identity_of(certificate_a, key_a), ticket_keys), 0);
	assert_int_equal(SSL_CTX_get_min_proto_version(context), TLS1_2_VERSION);
	shake(context, TLS1_1_VERSION, name);
	assert_string_equal(name, "");
	SSL_CTX_free(context);
	tls_destroy(tls);
	tls_destroy(NULL);
}

/* What the BIO holds, as text; the BIO is freed. */
static void take_text(BIO *bio, char out[PEM_MAX])
{
	int len = BIO_read(bio, out, PEM_MAX - 1);
	assert_in_range(len, 1, PEM_MAX - 2);
	out[len] = '\0';
	BIO_free(bio);
}

static X509 *self_signed(EVP_PKEY *key, const char *name)
{
	X509 *certificate = X509_new();
	X509_set_version(certificate, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
	X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
	X509_gmtime_adj(X509_getm_notAfter(certificate), SECONDS_A);
	X509_NAME *subject = X509_get_subject_name(certificate);
	X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_ASC, (const unsigned char *)name,
		-1, -1, 0);
	X509_set_issuer_name(certificate, subject);
	X509_set_pubkey(certificate, key);
	assert_true(X509_sign(certificate, key, EVP_sha256()) > 0);
	return certificate;
}

static void make_pair(const char *name, char certificate[PEM_MAX], char key[PEM_MAX])
{
	EVP_PKEY *made = EVP_EC_gen("P-256");
	X509 *shown = self_signed(made, name);
	BIO *bio = BIO_new(BIO_s_mem());
	PEM_write_bio_X509(bio, shown);
	take_text(bio, certificate);
	bio = BIO_new(BIO_s_mem());
	PEM_write_bio_PrivateKey(bio, made, NULL, NULL, 0, NULL, NULL);
	take_text(bio, key);
	bio = BIO_new(BIO_s_mem());
	PEM_write_bio_PrivateKey(bio, made, EVP_aes_128_cbc(), (const unsigned char *)"x", 1, NULL,
		NULL);
	take_text(bio, key_a_locked);
	X509_free(shown);
	EVP_PKEY_free(made);
}

static int make_pairs(void **state)
{
	(void)state;
	make_pair("b.example", certificate_b, key_b);
	expires_a = time(NULL) + SECONDS_A;
	make_pair("a.example", certificate_a, key_a);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_certificate_and_its_key_belong_together),
		cmocka_unit_test(what_does_not_belong_together_is_refused_by_its_name),
		cmocka_unit_test(a_certificate_that_is_cut_anywhere_is_refused),
		cmocka_unit_test(a_chain_that_is_damaged_is_refused),
		cmocka_unit_test(a_listener_shows_what_it_was_given_last),
		cmocka_unit_test(versions_before_1_2_are_refused),
	};
	return cmocka_run_group_tests(tests, make_pairs, NULL);
}
