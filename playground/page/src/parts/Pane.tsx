/** What stands beside the conversation: over it, where there is no room. */
import { useEffect, useRef, type ReactNode } from "react";
import { useStage } from "../stage";

export function Pane({ title, children, kind }: { title: string; children: ReactNode; kind: string }) {
  const { show } = useStage();
  const at = useRef<HTMLHeadingElement>(null);
  const opener = useRef(document.activeElement as HTMLElement | null);
  useEffect(() => {
    if (kind !== "guide") at.current?.focus({ preventScroll: true });
  }, [kind]);
  const close = (): void => {
    show(null);
    opener.current?.focus?.({ preventScroll: true });
  };
  return (
    <aside className={`pane pane-${kind}`} aria-label={title}
      onKeyDown={(event) => { if (event.key === "Escape" && !event.defaultPrevented) close(); }}>
      <header className="pane-head">
        <h2 ref={at} tabIndex={-1}>{title}</h2>
        <button type="button" className="button" onClick={close} aria-label={`Close: ${title}`}>✕</button>
      </header>
      {children}
    </aside>
  );
}
