/** A field that offers what fits while one types. */
import { useEffect, useId, useRef, useState } from "react";
import type { Json } from "../types";

export function Suggest({ id, label, describedBy, placeholder, least, chosen, find, choose, clear }: {
  id?: string;
  label?: string;
  describedBy?: string;
  placeholder: string;
  /** So many letters before anything is offered. */
  least: number;
  /** What the choice now made reads, "" for none. */
  chosen: string;
  find: (text: string) => Promise<Json[]>;
  choose: (option: Json) => void;
  clear?: () => void;
}) {
  const [text, setText] = useState(chosen);
  const [options, setOptions] = useState<Json[] | null>(null);
  const [at, setAt] = useState(0);
  const turn = useRef(0);
  const list = useRef<HTMLUListElement>(null);
  const listId = useId();

  useEffect(() => setText(chosen), [chosen]);
  useEffect(() => () => { turn.current = -1; }, []);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [options, at]);

  const look = (typed: string): void => {
    setAt(0);
    const mine = ++turn.current;
    if (typed.length < least) return setOptions(null);
    void find(typed).then((found) => { if (turn.current === mine) setOptions(found); });
  };
  const shut = (): void => {
    turn.current++;
    setOptions(null);
  };
  const take = (option: Json): void => {
    shut();
    setText(chosen);
    choose(option);
  };
  const left = (): void => {
    shut();
    if (!text && chosen && clear) clear();
    else setText(chosen);
  };
  const key = (event: React.KeyboardEvent): void => {
    if (event.key === "ArrowDown" && !options) return look(text === chosen ? "" : text);
    if (!options) return;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
      event.preventDefault();
      setAt((at + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const option = options[at];
      if (option) take(option);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      shut();
    }
  };
  return (
    <div className="suggest">
      <input id={id} className="field" type="text" role="combobox" autoComplete="off" aria-label={label}
        aria-describedby={describedBy} placeholder={placeholder} aria-expanded={!!options}
        aria-controls={options ? listId : undefined} aria-autocomplete="list"
        aria-activedescendant={options?.length ? `${listId}-${at}` : undefined}
        value={text} onChange={(event) => { setText(event.target.value); look(event.target.value); }}
        onKeyDown={key} onFocus={(event) => { event.target.select(); if (least === 0) look(""); }} onBlur={left} />
      {options && (
        <ul id={listId} ref={list} role="listbox" aria-label={label ?? "Suggestions"} className="suggest-list">
          {options.map((option, index) => (
            <li key={option.value} id={`${listId}-${index}`} role="option" aria-selected={index === at}
              onPointerDown={(event) => { event.preventDefault(); take(option); }}>
              {option.text.text}
              {option.description && <small>{option.description.text}</small>}
            </li>
          ))}
          {!options.length && <li role="option" aria-selected={false} aria-disabled>Nothing found</li>}
        </ul>
      )}
    </div>
  );
}
