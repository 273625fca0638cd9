/**
 * Which key does what, and the way to change it: a row is pressed, then the key. A key that cannot
 * be is told with the reason, and nothing changes.
 */
import { useState } from 'preact/hooks';
import { useWords } from '../context.ts';
import type { KeyDesk } from '../key-desk.ts';
import { keyOf, keyWords, type Command, type Refusal } from '../keymap.ts';
import { NbText } from './nb-text.tsx';

interface KeySheetProps {
	keys: KeyDesk;
	/** Those that this page has, in their order. */
	commands: readonly Command[];
	/** Keys that stay as they are: what stands on them, and the key of their text. */
	fixed: readonly (readonly [keys: string, text: string])[];
	/** What a command is called. */
	name(command: Command): string;
}

interface Change {
	command: Command;
	refusal: Refusal | null;
}

interface RowProps {
	keys: KeyDesk;
	command: Command;
	name: string;
	change: Change | null;
	set(change: Change | null): void;
}

function Row({ keys, command, name, change, set }: RowProps) {
	const { i18n } = useWords();
	const key = keys.map.value[command];
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
		const refusal = keys.set(command, pressed);
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
					onClick={() => keys.set(command, '')}
				>
					<NbText text="staff.keys.off" />
				</button>
			</span>
		</li>
	);
}

export function KeySheet({ keys, commands, fixed, name }: KeySheetProps) {
	const { i18n } = useWords();
	const [change, set] = useState<Change | null>(null);
	const refusal = change?.refusal;
	return (
		<>
			<p class="error" role="alert" data-test="key-refused" hidden={!refusal}>
				{refusal &&
					i18n.t(`staff.keys.refused.${refusal.why}`, {
						what: refusal.why === 'used' ? name(refusal.by) : '',
					})}
			</p>
			<ul class="keys">
				{commands.map((command) => (
					<Row
						key={command}
						keys={keys}
						command={command}
						name={name(command)}
						change={change}
						set={set}
					/>
				))}
			</ul>
			<ul class="keys fixed">
				{fixed.map(([key, text]) => (
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
					onClick={keys.reset}
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
