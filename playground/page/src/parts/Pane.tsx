/** What stands beside the conversation: over it, where there is no room. */
import { useEffect, useRef, type ReactNode } from "react";
import { useStage } from "../stage";
import { Mark } from "./Mark";

export function Pane({ title, children, kind }: { title: string; children: ReactNode; kind: string }) {
  const { show, guided } = useStage();
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
        {guided && kind !== "guide" && (
          <button type="button" className="link" onClick={close}>Back to the guide</button>
        )}
        <button type="button" className="button" onClick={close} aria-label={`Close: ${title}`}><Mark of="close" /></button>
      </header>
      {children}
    </aside>
  );
}
