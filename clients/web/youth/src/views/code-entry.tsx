/**
 * "I have a code": leads to the door of its agency with its topic chosen. The code goes out in a body and is kept nowhere; the
 * topic waits in the tab for the page of that door, which takes it from there.
 */
import { Component } from 'preact';
import { comeBack, findCode } from '../code.ts';
import { usePage } from './context.ts';
import { T } from './parts.tsx';

type Said = 'unknown' | 'failed' | null;

export class CodeEntry extends Component<object, { said: Said; asking: boolean }> {
	override state = { said: null as Said, asking: false };
	private typed = '';

	private async find(): Promise<void> {
		const { entrance } = usePage();
		this.setState({ asking: true, said: null });
		const found = await findCode(this.typed);
		this.setState({ asking: false });
		if (typeof found === 'string') {
			this.setState({ said: found });
		} else {
			comeBack(entrance, found);
		}
	}

	override render() {
		const { state, texts } = usePage();
		const { said, asking } = this.state;
		if (state.coded) {
			return (
				<p class="card" role="status" data-test="coded">
					{texts.t('youth.door.code.good')}
				</p>
			);
		}
		return (
			<details class="more" data-test="code-entry">
				<summary>{texts.t('youth.door.code.head')}</summary>
				<form
					class="stack"
					onSubmit={(event) => {
						event.preventDefault();
						void this.find();
					}}
				>
					<label class="stack">
						<span>{texts.t('youth.door.code.label')}</span>
						<input
							class="field ds-input"
							data-test="code-typed"
							autocomplete="off"
							autocapitalize="characters"
							spellcheck={false}
							maxLength={40}
							aria-describedby="code-said"
							aria-invalid={said === 'unknown'}
							onInput={(event) => (this.typed = event.currentTarget.value)}
						/>
					</label>
					<p id="code-said" role="status" data-test="code-said">
						{said && <T k={`youth.door.code.${said}`} />}
					</p>
					<button class="ds-button" type="submit" data-variant="secondary" data-test="code-find" disabled={asking}>
						{texts.t('youth.door.code.find')}
					</button>
				</form>
			</details>
		);
	}
}
