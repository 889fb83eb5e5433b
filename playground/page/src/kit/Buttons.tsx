/** What is pressed: buttons, links that look like them, and the menu under three dots. */
import type { Json } from "../types";
import { useConfirm } from "./Confirm";
import type { ControlProps } from "./Control";
import { withSigns } from "./emoji";
import { useControl } from "./form";
import { Menu } from "./Menu";

const words = (text: Json): string => (text.emoji === false ? text.text : withSigns(text.text));
const open = (url: string): void => void window.open(url, "_blank", "noopener,noreferrer");

export function Button({ element, block }: ControlProps) {
  const { use, busy } = useControl(element, block);
  const [ask, question] = useConfirm(element.confirm);
  const kind = `button ${element.style ?? ""}`;
  if (element.url) {
    return (
      <a className={kind} href={element.url} target="_blank" rel="noopener noreferrer"
        aria-label={element.accessibility_label} onClick={() => void use(element.value)}>
        {words(element.text)}
      </a>
    );
  }
  return (
    <>
      <button type="button" className={kind} aria-label={element.accessibility_label} aria-busy={busy}
        onClick={() => ask(() => void use(element.value))}>
        {words(element.text)}
      </button>
      {question}
    </>
  );
}

/** Two buttons under one action: this helped, this did not. */
export function Feedback({ element, block }: ControlProps) {
  const { use, busy } = useControl(element, block);
  return [element.positive_button, element.negative_button].map((button: Json) => (
    <button key={button.value} type="button" className="button" aria-label={button.accessibility_label}
      aria-busy={busy} onClick={() => void use(button.value, button.text.text)}>
      {words(button.text)}
    </button>
  ));
}

export function Overflow({ element, block, label }: ControlProps) {
  const { use } = useControl(element, block);
  const [ask, question] = useConfirm(element.confirm);
  const choices = element.options.map((option: Json) => ({
    label: words(option.text),
    choose: () => ask(() => {
      if (option.url) open(option.url);
      void use(option.value, option.text.text);
    }),
  }));
  return (
    <>
      <Menu label={label ?? "More"} choices={choices} />
      {question}
    </>
  );
}
