/** The question before something happens, where the app wants one asked. */
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import type { Json } from "../types";
import { TextOf } from "./Text";

/** A function that asks first, and the question while it stands. */
export function useConfirm(asked: Json | undefined): [(then: () => void) => void, ReactNode] {
  const [then, setThen] = useState<(() => void) | null>(null);
  const ask = (next: () => void): void => (asked ? setThen(() => next) : next());
  return [ask, asked && then ? <Confirm asked={asked} close={() => setThen(null)} then={then} /> : null];
}

function Confirm({ asked, close, then }: { asked: Json; close: () => void; then: () => void }) {
  const at = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => { at.current?.showModal(); }, []);
  return (
    <dialog ref={at} className="modal small" aria-labelledby={id}
      onClose={(event) => { event.stopPropagation(); close(); }} onCancel={(event) => event.stopPropagation()}>
      <h2 id={id}><TextOf text={asked.title} /></h2>
      <div className="words"><TextOf text={asked.text} /></div>
      <div className="modal-end">
        <button type="button" className="button" onClick={() => at.current?.close()}>
          {asked.deny?.text ?? "Cancel"}
        </button>
        <button type="button" className={`button ${asked.style ?? "primary"}`}
          onClick={() => { at.current?.close(); then(); }}>
          {asked.confirm?.text ?? "Yes"}
        </button>
      </div>
    </dialog>
  );
}
