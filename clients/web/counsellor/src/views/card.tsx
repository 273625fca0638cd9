/** Cards in the log of a room: what was put before the youth, and what the youth has filled in. */
import { readCard } from '@samtale/core/cards';
import { NbText } from '@samtale/staff/views/nb-text';
import type { Room } from '../rooms.ts';

type Said = Room['messages'][number];

/** The counsellor has said that something was told that can show who the youth is. */
export const wasTold = ({ messages }: Pick<Room, 'messages'>): boolean =>
	messages.some(({ isCard, sender, text }) => isCard && sender !== 0 && text === 'known');

/** `text`: of a card. */
export function Card({ text }: { text: string }) {
	const { word, fields: [place, phone] = [] } = readCard(text) ?? {};
	if (word !== 'here') {
		return <NbText text={`staff.where.card.${word ?? 'unknown'}`} />;
	}
	return (
		<>
			<b>
				<NbText text="staff.where.card.here" />
			</b>
			{place ? (
				<>
					<br />
					<NbText text="staff.where.place" params={{ place }} />
				</>
			) : null}
			{phone ? (
				<>
					<br />
					<NbText text="staff.where.phone" params={{ phone }} />
				</>
			) : null}
		</>
	);
}

/** A card in words, for lines that are kept for a supervisor. */
export function cardWords(
	t: (key: string, params?: Record<string, string>) => string,
	{ isCard, text }: Said,
): string {
	const card = isCard ? readCard(text ?? '') : null;
	if (!isCard || card?.word !== 'here') {
		return isCard ? t(`staff.where.card.${card?.word ?? 'unknown'}`) : (text ?? '');
	}
	const [place = '', phone = ''] = card.fields;
	const parts = [place && t('staff.where.place', { place }), phone && t('staff.where.phone', { phone })];
	return [t('staff.where.card.here'), ...parts.filter((part) => part !== '')].join(' ');
}
