/** What is done with a room now and then: it gives way to the buttons that are used each time. */
import { cardText } from '@samtale/core/cards';
import { NbText } from '@samtale/staff/views/nb-text';
import { useDesk } from '../context.ts';
import { looksLike } from '../looks-like.ts';
import type { Room } from '../rooms.ts';
import { Act } from '@samtale/staff/views/act';
import { wasTold } from './card.tsx';
import { Icon } from '@samtale/staff/views/icons';

/** The menu of a room; it closes with the choice, and the focus stays on it. */
export function More({ room }: { room: Room }) {
	const { acts } = useDesk();
	const rows: [text: string, test: string, act: () => void][] = [
		['staff.known.open', 'swap', () => acts.ways.hand(room.id, 'swap')],
		['staff.known.tell', 'known', () => acts.card(room.id, cardText('known'))],
		['staff.where.send', 'where', () => acts.card(room.id, cardText('where'))],
		['staff.duty.open', 'duty-open', () => acts.ways.hand(room.id, 'hold')],
	];
	const choose = (event: Event, act: () => void): void => {
		const box = (event.currentTarget as Element).closest('details');
		box?.removeAttribute('open');
		box?.querySelector('summary')?.focus();
		act();
	};
	return (
		<details class="more-acts">
			<summary class="ds-button small" data-variant="secondary" data-test="more">
				<NbText text="staff.known.more" />
			</summary>
			<ul>
				{rows.map(([text, test, act]) => (
					<li key={test}>
						<button
							type="button"
							class="ds-button small"
							data-variant="tertiary"
							data-test={test}
							onClick={(event) => choose(event, act)}
						>
							<NbText text={text} />
						</button>
					</li>
				))}
			</ul>
		</details>
	);
}

/** Above the field: what was told shows who the youth is, or the last text looks as if it did. */
export function KnownNote({ room }: { room: Room }) {
	const { acts } = useDesk();
	const last = [...room.messages].reverse().find(({ sender }) => sender === 0);
	const like = last?.isCard ? '' : looksLike(last?.text ?? '');
	if (wasTold(room)) {
		return (
			<p class="inroom" role="status" data-test="told">
				<Icon name="warn" />
				<NbText text="staff.known.told" />
			</p>
		);
	}
	return like === '' ? null : (
		<p class="inroom" role="status" data-test="looks-like" data-like={like}>
			<Icon name="warn" />
			<NbText text={`staff.known.like.${like}`} />{' '}
			<Act
				text="staff.known.tell"
				test="tell"
				act={() => acts.card(room.id, cardText('known'))}
			/>
		</p>
	);
}
