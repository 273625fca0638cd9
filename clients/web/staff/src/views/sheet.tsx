/** A window over the page: a dialog of the browser, which keeps the focus and gives it back. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useWords } from '../context.ts';
import { NbText } from './nb-text.tsx';

interface SheetProps {
	/** Key of its heading. */
	head: string;
	test: string;
	close(): void;
	children: ComponentChildren;
}

export function Sheet({ head, test, close, children }: SheetProps) {
	const { i18n } = useWords();
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
				close();
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
					onClick={close}
				>
					<NbText text="staff.keys.close" /> <kbd>Esc</kbd>
				</button>
			</header>
			{children}
		</dialog>
	);
}
