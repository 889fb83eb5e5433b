/** A menu under a button, and a question before something happens. */
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import type { Json } from "../types";

export interface Choice {
  label: string;
  choose: () => void;
}

/** `children` is what the button reads; without them it shows three dots and is called `label`. */
export function Menu({ label, choices, children, className = "button" }: {
  label: string;
  choices: Choice[];
  children?: ReactNode;
  className?: string;
}) {
  const [open, setOpen] = useState(false);
  const at = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    at.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const outside = (event: PointerEvent): void => {
      if (!at.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);

  const move = (event: React.KeyboardEvent): void => {
    const items = [...(at.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const index = items.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items[(to + items.length) % items.length]?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      setOpen(false);
      if (event.key === "Escape") {
        event.stopPropagation();
        button.current?.focus();
      }
    }
  };

  return (
    <div className="menu" ref={at}>
      <button ref={button} type="button" className={className} aria-haspopup="menu" aria-expanded={open}
        aria-controls={open ? id : undefined} aria-label={children ? undefined : label} title={label}
        onClick={() => setOpen(!open)}>
        {children ?? "⋯"}
      </button>
      {open && (
        <div id={id} role="menu" aria-label={label} className="menu-list" onKeyDown={move}>
          {choices.map((choice) => (
            <button key={choice.label} type="button" role="menuitem" tabIndex={-1}
              onClick={() => { setOpen(false); button.current?.focus(); choice.choose(); }}>
              {choice.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

export function Confirm({ asked, close, then }: { asked: Json; close: () => void; then: () => void }) {
  const at = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => at.current?.showModal(), []);
  return (
    <dialog ref={at} className="modal small" aria-labelledby={id} onClose={close}>
      <h2 id={id}>{asked.title.text}</h2>
      <p>{asked.text.text}</p>
      <div className="modal-end">
        <button type="button" className="button" onClick={() => at.current?.close()}>{asked.deny.text}</button>
        <button type="button" className={`button ${asked.style ?? "primary"}`}
          onClick={() => { at.current?.close(); then(); }}>
          {asked.confirm.text}
        </button>
      </div>
    </dialog>
  );
}
