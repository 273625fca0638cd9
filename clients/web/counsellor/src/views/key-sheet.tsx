/**
 * Which key does what, and the way to change it: a row is pressed, then the key. A key that cannot
 * be is told with the reason, and nothing changes.
 */
import { NbText } from '@samtale/staff/views/nb-text';
import { useState } from 'preact/hooks';
import { useDesk } from '../context.ts';
import { COMMANDS, keyOf, keyWords, type Command, type Refusal } from '../keymap.ts';

/** Keys that belong to a field and stay as they are: what stands on them, and the key of their text. */
const FIXED: readonly (readonly [keys: string, text: string])[] = [
	['Enter', 'staff.keys.fixed.send'],
	['Shift+Enter', 'staff.keys.fixed.line'],
	['/', 'staff.keys.fixed.replies'],
	['Ctrl+Enter', 'staff.keys.fixed.note'],
	['Escape', 'staff.keys.fixed.close'],
];

interface Change {
	command: Command;
	refusal: Refusal | null;
}

function Row({ command, change, set }: { command: Command; change: Change | null; set(change: Change | null): void }) {
	const { i18n, acts } = useDesk();
	const key = acts.keys.map.value[command];
	const name = i18n.t(`staff.keys.do.${command}`);
	const isAsked = change?.command === command && change.refusal === null;
	const onKey = (event: KeyboardEvent): void => {
		const pressed = keyOf(event);
		if (!isAsked || pressed === '' || pressed === 'Tab' || pressed === 'Shift+Tab') {
			return;
		}
		event.preventDefault();
		event.stopPropagation();
		if (pressed === 'Escape') {
			set(null);
			return;
		}
		const refusal = acts.keys.set(command, pressed);
		set(refusal === null ? null : { command, refusal });
	};
	return (
		<li>
			<span>{name}</span>
			<span class="row tight nowrap">
				{key !== '' && <kbd>{keyWords(key)}</kbd>}
				<button
					type="button"
					class="ds-button small"
					data-variant="secondary"
					aria-label={`${i18n.t('staff.keys.change')}: ${name}`}
					data-test={`key-${command}`}
					onKeyDown={onKey}
					onBlur={() => isAsked && set(null)}
					onClick={() => set(isAsked ? null : { command, refusal: null })}
				>
					<NbText text={isAsked ? 'staff.keys.press' : 'staff.keys.change'} />
				</button>
				<button
					type="button"
					class="ds-button small"
					data-variant="tertiary"
					aria-disabled={key === ''}
					aria-label={`${i18n.t('staff.keys.off')}: ${name}`}
					data-test={`key-off-${command}`}
					onClick={() => acts.keys.set(command, '')}
				>
					<NbText text="staff.keys.off" />
				</button>
			</span>
		</li>
	);
}

export function KeySheet() {
	const { i18n, acts } = useDesk();
	const [change, set] = useState<Change | null>(null);
	const refusal = change?.refusal;
	return (
		<>
			<p class="error" role="alert" data-test="key-refused" hidden={!refusal}>
				{refusal &&
					i18n.t(`staff.keys.refused.${refusal.why}`, {
						what: refusal.why === 'used' ? i18n.t(`staff.keys.do.${refusal.by}`) : '',
					})}
			</p>
			<ul class="keys">
				{COMMANDS.map((command) => (
					<Row key={command} command={command} change={change} set={set} />
				))}
			</ul>
			<ul class="keys fixed">
				{FIXED.map(([key, text]) => (
					<li key={key}>
						<NbText text={text} />
						<kbd>{keyWords(key === 'Escape' ? 'Esc' : key)}</kbd>
					</li>
				))}
			</ul>
			<div class="row">
				<button
					type="button"
					class="ds-button small"
					data-variant="secondary"
					data-test="keys-reset"
					onClick={acts.keys.reset}
				>
					<NbText text="staff.keys.reset" />
				</button>
				<span class="small muted">
					<NbText text="staff.keys.kept" />
				</span>
			</div>
		</>
	);
}
