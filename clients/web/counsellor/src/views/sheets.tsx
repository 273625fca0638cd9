/** The windows over the desk: a dialog of the browser each, which keeps the focus and gives it back. */
import { NbText } from '@samtale/staff/views/nb-text';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Scene } from '../actions.ts';
import { useDesk } from '../context.ts';
import { KeySheet } from './key-sheet.tsx';
import { Palette } from './palette.tsx';
import { ReplySheet } from './reply-sheet.tsx';

interface SheetProps {
	/** Key of its heading. */
	head: string;
	test: string;
	children: ComponentChildren;
}

export function Sheet({ head, test, children }: SheetProps) {
	const { i18n, acts } = useDesk();
	const dialog = useRef<HTMLDialogElement>(null);
	useLayoutEffect(() => {
		const box = dialog.current;
		box?.showModal();
		return () => box?.close();
	}, []);
	return (
		<dialog
			class="sheet"
			ref={dialog}
			aria-label={i18n.t(head)}
			data-test={test}
			onCancel={(event) => {
				event.preventDefault();
				acts.sheets.close();
			}}
		>
			<header>
				<h2>
					<NbText text={head} />
				</h2>
				<button
					type="button"
					class="ds-button small push"
					data-variant="secondary"
					data-test="sheet-close"
					onClick={() => acts.sheets.close()}
				>
					<NbText text="staff.keys.close" /> <kbd>Esc</kbd>
				</button>
			</header>
			{children}
		</dialog>
	);
}

export function Sheets({ scene }: { scene: Scene }) {
	const sheet = scene.acts.sheets.open.value;
	if (scene.state.person === null || sheet === '') {
		return null;
	}
	return (
		<Sheet key={sheet} head={`staff.keys.sheet.${sheet}`} test={`sheet-${sheet}`}>
			{sheet === 'palette' && <Palette scene={scene} />}
			{sheet === 'keys' && <KeySheet />}
			{sheet === 'replies' && <ReplySheet room={scene.room} />}
		</Sheet>
	);
}
