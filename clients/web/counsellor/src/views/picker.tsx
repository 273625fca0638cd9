/**
 * The canned replies that fit what stands behind a "/" in the field of a room. It takes its height
 * from the log. The keys stay with the field, so the list is only pointed at; a reply goes into the
 * field and is never sent.
 */
import { NbText } from '@samtale/staff/views/nb-text';
import { useEffect } from 'preact/hooks';
import { useDesk } from '../context.ts';
import { SHOWN, windowAt, type Reply } from '../replies.ts';

export interface Picking {
	/** Those that fit, the likeliest first. */
	fits: readonly Reply[];
	/** Which of them is pointed at. */
	chosen: number;
	language: string;
}

export const pickerId = (field: string): string => `${field}-replies`;
export const optionId = (field: string, index: number): string => `${field}-reply-${index}`;

/** Whose it is, in words. */
export function useSource(): (reply: Reply) => string {
	const { i18n, agency } = useDesk();
	return ({ source, changed }) => {
		if (source === 'agency') {
			return agency;
		}
		const word = i18n.t(`staff.reply.${source}`);
		return changed ? `${word} · ${i18n.t('staff.reply.changed')}` : word;
	};
}

interface PickerProps extends Picking {
	/** The id of the field. */
	field: string;
	choose(reply: Reply): void;
}

export function Picker({ field, fits, chosen, language, choose }: PickerProps) {
	const { i18n, names } = useDesk();
	const source = useSource();
	const first = windowAt(chosen, fits.length);
	const words = { language: names.language(language) };
	/* Where the window is low a part of the list is seen: that with the one pointed at. */
	useEffect(() => document.getElementById(optionId(field, chosen))?.scrollIntoView({ block: 'nearest' }), [chosen]);
	return (
		<div class="picker" data-test="picker" data-count={fits.length}>
			<p class="small">
				<b>
					<NbText text="staff.reply.head" />
				</b>{' '}
				<span class="muted" role="status">
					{fits.length === 0
						? i18n.t('staff.reply.none', words)
						: i18n.n('staff.reply.found', fits.length, words)}
				</span>
			</p>
			<ul role="listbox" id={pickerId(field)} aria-label={i18n.t('staff.reply.head')}>
				{fits.slice(first, first + SHOWN).map((reply, i) => (
					<li
						key={`${reply.source} ${reply.code}`}
						role="option"
						id={optionId(field, first + i)}
						aria-selected={first + i === chosen}
						aria-setsize={fits.length}
						aria-posinset={first + i + 1}
						data-test="reply"
						data-code={reply.code}
						onMouseDown={(event) => event.preventDefault()}
						onClick={() => choose(reply)}
					>
						<b>/{reply.code}</b> <span class="source">{source(reply)}</span>
						<span class="text" lang={language}>
							{reply.text}
						</span>
					</li>
				))}
			</ul>
			<p class="small muted">
				<kbd>Enter</kbd> <NbText text="staff.reply.insert" /> <kbd>Esc</kbd>{' '}
				<NbText text="staff.reply.close" /> <NbText text="staff.reply.nosend" />
			</p>
		</div>
	);
}
