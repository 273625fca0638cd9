/** The buttons of a bar that open the windows over the page: everything by name, and the keys; each with its key. */
import { useWords } from '../context.ts';
import type { KeyDesk } from '../key-desk.ts';
import { keyWords } from '../keymap.ts';
import { NbText } from './nb-text.tsx';

interface SheetButtonsProps {
	keys: KeyDesk;
	show(sheet: 'palette' | 'keys'): void;
}

export function SheetButtons({ keys, show }: SheetButtonsProps) {
	const { i18n } = useWords();
	const { palette, keys: help } = keys.map.value;
	return (
		<>
			<button
				type="button"
				class="ds-button small"
				data-variant="secondary"
				data-test="palette"
				onClick={() => show('palette')}
			>
				<NbText text="staff.keys.open" /> {palette !== '' && <kbd>{keyWords(palette)}</kbd>}
			</button>
			<button
				type="button"
				class="ds-button small"
				data-variant="tertiary"
				aria-label={i18n.t('staff.keys.help')}
				title={i18n.t('staff.keys.help')}
				data-test="keys"
				onClick={() => show('keys')}
			>
				<kbd>{help === '' ? '?' : keyWords(help)}</kbd>
			</button>
		</>
	);
}
