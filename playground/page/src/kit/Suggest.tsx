/** A field that offers what the bot finds while one types. */
import { useEffect, useId, useRef, useState } from "react";
import type { Json } from "../types";

export function Suggest({ label, placeholder, least, initial, find, choose }: {
  label: string;
  placeholder: string;
  least: number;
  initial?: string;
  find: (text: string) => Promise<Json[]>;
  choose: (option: Json) => void;
}) {
  const [text, setText] = useState(initial ?? "");
  const [options, setOptions] = useState<Json[] | null>(null);
  const [at, setAt] = useState(0);
  const turn = useRef(0);
  const id = useId();

  useEffect(() => () => { turn.current = -1; }, []);

  const type = (typed: string): void => {
    setText(typed);
    setAt(0);
    const mine = ++turn.current;
    if (typed.length < least) return setOptions(null);
    void find(typed).then((found) => { if (turn.current === mine) setOptions(found); });
  };
  const take = (option: Json): void => {
    turn.current++;
    setText(option.text.text);
    setOptions(null);
    choose(option);
  };
  const key = (event: React.KeyboardEvent): void => {
    if (!options?.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((at + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const option = options[at];
      if (option) take(option);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      setOptions(null);
    }
  };
  return (
    <div className="suggest">
      <input className="field" type="text" role="combobox" autoComplete="off" aria-label={label}
        placeholder={placeholder} aria-expanded={!!options} aria-controls={id} aria-autocomplete="list"
        aria-activedescendant={options?.length ? `${id}-${at}` : undefined}
        value={text} onChange={(event) => type(event.target.value)} onKeyDown={key}
        onFocus={() => { if (least === 0 && !options) type(text); }}
        onBlur={() => window.setTimeout(() => setOptions(null), 150)} />
      <ul id={id} role="listbox" aria-label={label} className="suggest-list" hidden={!options}>
        {options?.map((option, index) => (
          <li key={option.value} id={`${id}-${index}`} role="option" aria-selected={index === at}
            onPointerDown={(event) => { event.preventDefault(); take(option); }}>
            {option.text.text}
            {option.description && <small>{option.description.text}</small>}
          </li>
        ))}
        {options && !options.length && <li role="option" aria-selected={false} aria-disabled>Nothing found</li>}
      </ul>
    </div>
  );
}
