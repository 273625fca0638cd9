/* Mozilla's "intermediate" profile without finite-field Diffie-Hellman: TLS 1.2 and 1.3, forward secrecy always, and the
 * client chooses among ciphers that are all good, because it knows whether it has AES in hardware
 * (https://wiki.mozilla.org/Security/Server_Side_TLS). */
#include "net/tls.h"

#include <limits.h>
#include <stdlib.h>
#include <time.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

struct tls_identity {
	X509 *certificate;
	STACK_OF(X509) * chain; /* without the certificate itself */
	EVP_PKEY *key;
};

struct tls {
	SSL_CTX *context;
	struct tls_identity *identity; /* NULL: none yet */
};

static const char ciphers_of_1_2[] = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
									 "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
									 "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
static const char ciphers_of_1_3[] =
	"TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";
static const char groups[] = "X25519:P-256:P-384";

/* As in the handshake: the length, then the name (RFC 7301, section 3.1). */
static const unsigned char alpn_http11[] = "\x08http/1.1";

/* --- identities --- */

/* Without this the library would ask at a terminal. */
static int no_passphrase_cb(char *out, int size, int writing, void *context)
{
	(void)out;
	(void)size;
	(void)writing;
	(void)context;
	return -1;
}

static BIO *open_text(struct view text)
{
	return text.len > 0 && text.len <= INT_MAX ? BIO_new_mem_buf(text.data, (int)text.len) : NULL;
}

/* Whether reading stopped because there is nothing more, not because it is damaged. */
static bool is_at_end(void)
{
	unsigned long error = ERR_peek_last_error();
	return ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
}

/* What leads to the root. Returns what is wrong, or NULL. */
static const char *read_chain(BIO *text, STACK_OF(X509) * chain)
{
	for (;;) {
		X509 *next = PEM_read_bio_X509(text, NULL, no_passphrase_cb, NULL);
		if (next == NULL) {
			return is_at_end() ? NULL : "expects whole certificates behind the first, too";
		}
		if (sk_X509_push(chain, next) == 0) {
			X509_free(next);
			return "expects more memory";
		}
	}
}

static const char *read_certificate(struct view text, struct tls_identity *identity)
{
	BIO *bio = open_text(text);
	const char *what = "expects a certificate in PEM: -----BEGIN CERTIFICATE-----";
	identity->chain = sk_X509_new_null();
	if (bio != NULL && identity->chain != NULL) {
		identity->certificate = PEM_read_bio_X509(bio, NULL, no_passphrase_cb, NULL);
		what = identity->certificate != NULL ? read_chain(bio, identity->chain) : what;
	}
	BIO_free(bio);
	return what;
}

static const char *read_key(struct view text, struct tls_identity *identity)
{
	BIO *bio = open_text(text);
	if (bio != NULL) {
		identity->key = PEM_read_bio_PrivateKey(bio, NULL, no_passphrase_cb, NULL);
	}
	BIO_free(bio);
	if (identity->key == NULL) {
		return "expects a private key in PEM, without a passphrase";
	}
	return X509_check_private_key(identity->certificate, identity->key) == 1
		? NULL
		: "expects the key of this certificate: the two do not fit";
}

/* A handshake before the handshakes: what is too weak or of a kind that no client takes shows here. */
static const char *try_out(const struct tls_identity *identity)
{
	SSL_CTX *scratch = SSL_CTX_new(TLS_server_method());
	if (scratch == NULL) {
		return "expects more memory";
	}
	const char *what = NULL;
	if (SSL_CTX_use_cert_and_key(scratch, identity->certificate, identity->key, identity->chain,
			1) != 1) {
		what = ERR_reason_error_string(ERR_peek_last_error());
		what = what != NULL ? what : "expects a certificate that TLS can use";
	}
	SSL_CTX_free(scratch);
	return what;
}

int tls_identity_create(struct view certificate, struct view key,
	struct tls_identity **ret_identity, struct tls_fault *ret_fault)
{
	struct tls_identity *identity = calloc(1, sizeof *identity);
	if (identity == NULL) {
		return ERR_NOMEM;
	}
	struct tls_fault fault = {.what = read_certificate(certificate, identity)};
	if (fault.what == NULL) {
		fault = (struct tls_fault){.in_key = true, .what = read_key(key, identity)};
	}
	if (fault.what == NULL) {
		fault = (struct tls_fault){.what = try_out(identity)};
	}
	ERR_clear_error();
	if (fault.what != NULL) {
		tls_identity_destroy(identity);
		*ret_fault = fault;
		return ERR_SYNTAX;
	}
	*ret_identity = identity;
	return 0;
}

void tls_identity_destroy(struct tls_identity *identity)
{
	if (identity != NULL) {
		X509_free(identity->certificate);
		sk_X509_pop_free(identity->chain, X509_free);
		EVP_PKEY_free(identity->key);
		free(identity);
	}
}

int64_t tls_identity_expires_s(const struct tls_identity *identity)
{
	struct tm until = {0};
	ASN1_TIME_to_tm(X509_get0_notAfter(identity->certificate), &until);
	return timegm(&until);
}

/* --- listeners --- */

/* Asked in every full handshake, so that a new identity needs no new SSL_CTX, and nothing of an old one of another kind of
 * key stays behind in it. */
static int certificate_cb(SSL *ssl, void *context)
{
	const struct tls *tls = context;
	const struct tls_identity *identity = tls->identity;
	return identity != NULL &&
		SSL_use_cert_and_key(ssl, identity->certificate, identity->key, identity->chain, 1) == 1;
}

static int alpn_cb(SSL *ssl, const unsigned char **ret_name, unsigned char *ret_len,
	const unsigned char *offered, unsigned offered_len, void *context)
{
	unsigned char *name = NULL;
	(void)ssl;
	(void)context;
	int found = SSL_select_next_proto(&name, ret_len, alpn_http11, sizeof alpn_http11 - 1, offered,
		offered_len);
	*ret_name = name;
	return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

static bool set_versions_and_ciphers(SSL_CTX *context)
{
	return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
		SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION) == 1 &&
		SSL_CTX_set_cipher_list(context, ciphers_of_1_2) == 1 &&
		SSL_CTX_set_ciphersuites(context, ciphers_of_1_3) == 1 &&
		SSL_CTX_set1_groups_list(context, groups) == 1;
}

struct tls *tls_create(void *ssl_ctx)
{
	struct tls *tls = calloc(1, sizeof *tls);
	if (tls == NULL || !set_versions_and_ciphers(ssl_ctx)) {
		ERR_clear_error();
		free(tls);
		return NULL;
	}
	tls->context = ssl_ctx;
	SSL_CTX_set_options(tls->context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
	SSL_CTX_clear_options(tls->context, SSL_OP_CIPHER_SERVER_PREFERENCE);
	/* One ticket a handshake and no memory of sessions: what it takes to come back is in the ticket. */
	SSL_CTX_set_session_cache_mode(tls->context, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_num_tickets(tls->context, 1);
	/* The library would look for a listener by the name the client asks for; ours have a certificate each. */
	SSL_CTX_set_tlsext_servername_callback(tls->context, NULL);
	SSL_CTX_set_alpn_select_cb(tls->context, alpn_cb, NULL);
	SSL_CTX_set_cert_cb(tls->context, certificate_cb, tls);
	return tls;
}

void tls_destroy(struct tls *tls)
{
	if (tls != NULL) {
		tls_identity_destroy(tls->identity);
		free(tls);
	}
}

int tls_show(struct tls *tls, struct tls_identity *identity,
	const uint8_t ticket_keys[TLS_TICKET_KEYS_LEN])
{
	uint8_t keys[TLS_TICKET_KEYS_LEN];
	for (size_t i = 0; i < sizeof keys; i++) {
		keys[i] = ticket_keys[i]; /* the library's macro wants to be allowed to write */
	}
	long set = SSL_CTX_set_tlsext_ticket_keys(tls->context, keys, sizeof keys);
	OPENSSL_cleanse(keys, sizeof keys);
	if (set != 1) {
		ERR_clear_error();
		tls_identity_destroy(identity);
		return ERR_SYSTEM;
	}
	tls_identity_destroy(tls->identity);
	tls->identity = identity;
	return 0;
}
