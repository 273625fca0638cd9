/** Elements made by hand, where making them as views costs too much (heat-row.ts). What is there already is not written again. */
type Attributes = Readonly<Record<string, string>>;

export function make(tag: string, attributes: Attributes): HTMLElement {
	const element = document.createElement(tag);
	Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
	return element;
}

export function makeButton(attributes: Attributes, onPress: () => void): HTMLElement {
	const button = make('button', { type: 'button', ...attributes });
	button.addEventListener('click', onPress);
	return button;
}

/** An empty value: the attribute is not there. */
export function write(element: Element, name: string, value: string): void {
	if (value === '') {
		element.removeAttribute(name);
	} else if (element.getAttribute(name) !== value) {
		element.setAttribute(name, value);
	}
}

/** This text alone, in the node that is there: another one would be laid out from nothing. */
export function say(element: Element, text: string): void {
	const { firstChild } = element;
	if (!(firstChild instanceof Text)) {
		element.textContent = text;
	} else if (firstChild.data !== text) {
		firstChild.data = text;
	}
}

/** This child alone. */
export function hold(element: Element, child: Element): void {
	if (element.firstChild !== child) {
		element.replaceChildren(child);
	}
}
