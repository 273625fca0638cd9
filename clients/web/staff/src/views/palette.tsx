/** A list of things to do by name: what fits what is typed is listed; arrows point, Enter does it. */
import { useState } from 'preact/hooks';
import { useWords } from '../context.ts';
import { keyWords } from '../keymap.ts';

export interface Item {
	id: string;
	label: string;
	/** What kind of thing it is, or its key. */
	hint: string;
	isKey?: boolean;
	run(): void;
}

interface PaletteProps {
	/** What there is for something typed, which is in small letters; what does not fit is left out here. */
	items(query: string): readonly Item[];
	close(): void;
}

/** So many are shown; typing finds the others. */
const SHOWN = 12;
const LIST = 'palette-list';

export function Palette({ items: itemsFor, close }: PaletteProps) {
	const { i18n } = useWords();
	const [query, search] = useState('');
	const [pointed, point] = useState(0);
	const words = query.toLowerCase().trim().split(/\s+/);
	const items = itemsFor(query.toLowerCase().trim())
		.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
		.slice(0, SHOWN);
	const chosen = Math.min(pointed, Math.max(0, items.length - 1));
	const run = (item: Item | undefined): void => {
		if (item !== undefined) {
			close();
			/* The window has to go before what stands under it can have the focus. */
			setTimeout(item.run);
		}
	};
	const onKey = (event: KeyboardEvent): void => {
		const rows: Record<string, () => void> = {
			ArrowDown: () => point((chosen + 1) % Math.max(1, items.length)),
			ArrowUp: () => point((chosen + items.length - 1) % Math.max(1, items.length)),
			Enter: () => run(items[chosen]),
		};
		const row = event.isComposing ? undefined : rows[event.key];
		if (row !== undefined) {
			event.preventDefault();
			row();
		}
	};
	return (
		<>
			<input
				class="ds-input"
				type="text"
				autofocus
				role="combobox"
				autocomplete="off"
				aria-label={i18n.t('staff.keys.find')}
				placeholder={i18n.t('staff.keys.find')}
				aria-expanded="true"
				aria-controls={LIST}
				aria-autocomplete="list"
				aria-activedescendant={items.length > 0 ? `${LIST}-${chosen}` : undefined}
				value={query}
				data-test="palette-find"
				onInput={(event) => {
					search(event.currentTarget.value);
					point(0);
				}}
				onKeyDown={onKey}
			/>
			<ul class="choices" role="listbox" id={LIST} aria-label={i18n.t('staff.keys.sheet.palette')}>
				{items.map((item, i) => (
					<li
						key={item.id}
						role="option"
						id={`${LIST}-${i}`}
						aria-selected={i === chosen}
						data-test="palette-item"
						data-id={item.id}
						onMouseDown={(event) => event.preventDefault()}
						onClick={() => run(item)}
					>
						<span>{item.label}</span>{' '}
						{item.isKey ? <kbd>{keyWords(item.hint)}</kbd> : <span class="muted small">{item.hint}</span>}
					</li>
				))}
			</ul>
			<p class="small muted" role="status">
				{items.length === 0 ? i18n.t('staff.keys.none') : ''}
			</p>
		</>
	);
}
