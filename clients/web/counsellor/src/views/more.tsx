/** What is done with a room now and then: it gives way to the buttons that are used each time. */
import { cardText } from '@samtale/core/cards';
import { NbText } from '@samtale/staff/views/nb-text';
import { useDesk } from '../context.ts';
import { looksLike } from '../looks-like.ts';
import type { Room } from '../rooms.ts';
import { Act, type ActProps } from '@samtale/staff/views/act';
import { wasTold } from './card.tsx';
import { Icon } from '@samtale/staff/views/icons';

/** The menu of a room, with what its column has no place for; it closes with the choice, and the focus stays on it. */
export function More({ room, roomy }: { room: Room; roomy: readonly ActProps[] }) {
	const { acts } = useDesk();
	const rows: (ActProps & { isTight?: boolean })[] = [
		...roomy.map((one) => ({ ...one, test: `${one.test}-more`, isTight: true })),
		{ text: 'staff.known.open', test: 'swap', act: () => acts.ways.hand(room.id, 'swap') },
		{ text: 'staff.known.tell', test: 'known', act: () => acts.card(room.id, cardText('known')) },
		{ text: 'staff.where.send', test: 'where', act: () => acts.card(room.id, cardText('where')) },
		{ text: 'staff.duty.open', test: 'duty-open', act: () => acts.ways.hand(room.id, 'hold') },
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
				{rows.map(({ text, test, act, isTight }) => (
					<li key={test} class={isTight ? 'tight' : undefined}>
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
