/* OFFER. Making one ends with reading it, so that the rules stand once. */
#include "protocol/seal/offer.h"

#include <string.h>

int seal_offer_read(struct view payload, struct seal_offer *ret_offer)
{
	struct seal_offer read = {0};
	struct seal_reader reader = seal_reader_of(payload);

	read.header = seal_header_read(&reader, SEAL_KIND_OFFER);
	read.room = seal_reader_bytes(&reader, SEAL_ROOM_LEN);
	read.to = seal_reader_within(&reader, 1, SEAL_SEAT_MAX);
	read.purpose = seal_reader_within(&reader, SEAL_PURPOSE_CONVERSATION, SEAL_PURPOSE_HOLD);
	read.min_mode = seal_reader_within(&reader, SEAL_MODE_SHIFT, SEAL_MODE_AGENCY);
	read.point = seal_reader_point(&reader);
	read.agency = seal_reader_slug(&reader, true);
	read.topic = seal_reader_slug(&reader, false);
	if (seal_reader_end(&reader) < 0) {
		return ERR_SYNTAX;
	}
	*ret_offer = read;
	return 0;
}

int seal_offer_make(const struct seal_offer *offer, struct seal_writer *writer)
{
	struct seal_offer made;

	seal_header_write(writer, &offer->header);
	seal_writer_bytes(writer, offer->room, SEAL_ROOM_LEN);
	seal_writer_u8(writer, offer->to);
	seal_writer_u8(writer, offer->purpose);
	seal_writer_u8(writer, offer->min_mode);
	seal_writer_bytes(writer, offer->point, SEAL_POINT_LEN);
	seal_writer_str(writer, offer->agency);
	seal_writer_str(writer, offer->topic);
	const int err = seal_writer_end(writer);
	if (err < 0) {
		return err;
	}
	return seal_offer_read(seal_writer_written(writer), &made) < 0 ? ERR_RANGE : 0;
}

enum seal_verdict seal_offer_check(struct view payload, const struct seal_accepted *accepted,
	struct seal_offer *ret_offer)
{
	struct seal_offer offer;

	if (seal_offer_read(payload, &offer) < 0) {
		return SEAL_CANNOT_OPEN;
	}
	const bool fits = memcmp(offer.room, accepted->room, SEAL_ROOM_LEN) == 0 &&
		offer.to == accepted->seat && offer.purpose == accepted->purpose &&
		view_equal(offer.topic, accepted->topic) &&
		(offer.agency.len == 0 || view_equal(offer.agency, accepted->agency)) &&
		offer.min_mode <= accepted->mode;
	if (!fits) {
		return SEAL_CANNOT_OPEN;
	}
	*ret_offer = offer;
	return SEAL_OK;
}
