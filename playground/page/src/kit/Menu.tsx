/** A menu under a button. */
import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from "react";

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

  // It begins where the button begins, or ends where it ends: wherever there is room.
  useLayoutEffect(() => {
    const list = at.current?.querySelector<HTMLElement>("[role=menu]");
    if (!list || !at.current) return;
    const room = (at.current.closest(".messages, .modal") ?? document.documentElement).getBoundingClientRect();
    const fits = at.current.getBoundingClientRect().left + list.offsetWidth < room.right;
    list.classList.toggle("to-the-left", !fits);
    list.scrollIntoView({ block: "nearest" });
  }, [open]);
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
      button.current?.focus();
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
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
