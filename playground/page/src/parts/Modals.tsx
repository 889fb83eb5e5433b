/** The window that the bot has opened: the topmost of the stack. */
import { useEffect, useId, useRef, useState } from "react";
import { Blocks } from "../kit/Blocks";
import { useValues } from "../kit/form";
import { useStage } from "../stage";
import type { Owner, View } from "../types";
import { Facts } from "./FactsPane";
import { Mark } from "./Mark";

const FIRST = "[data-focus], input, select, textarea";

export function Modals() {
  const { seen } = useStage();
  const view = seen.views[seen.views.length - 1];
  return view ? <Modal key={view.id} view={view} /> : null;
}

function Modal({ view }: { view: View }) {
  const { act } = useStage();
  const [values, hold] = useValues();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [telling, setTelling] = useState(false);
  const at = useRef<HTMLDialogElement>(null);
  const left = useRef(false);
  const id = useId();
  const owner: Owner = { kind: "view", view: view.id };
  const blocks = view.blocks;
  const within = (selector: string) => at.current?.querySelector<HTMLElement>(`.modal-body :is(${selector})`);
  useEffect(() => {
    if (!at.current?.open) at.current?.showModal();
    (within("[data-focus]") ?? within(FIRST))?.focus();
  }, []);
  useEffect(() => setErrors({}), [view.hash]);
  useEffect(() => { within(`.wrong :is(${FIRST})`)?.focus(); }, [errors]);

  const send = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const done = await act("submit", { view: view.id, values });
    setBusy(false);
    setErrors((done?.errors as Record<string, string>) ?? {});
  };
  const leave = (): void => {
    if (!left.current) void act("close", { view: view.id });
    left.current = true;
  };
  return (
    <dialog ref={at} className="modal" aria-labelledby={id}
      onCancel={(event) => { event.preventDefault(); leave(); }}>
      <form noValidate onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <header className="modal-head">
          <h2 id={id}>{view.title?.text}</h2>
          <button type="button" className="button" onClick={leave} aria-label="Close"><Mark of="close" /></button>
        </header>
        <div className="modal-body" tabIndex={0} role="group" aria-labelledby={id}>
          <div hidden={telling}>
            <Blocks blocks={blocks} owner={owner} form={{ owner, values, errors, hold }} />
          </div>
          {telling && <Facts owner={owner} />}
        </div>
        <footer className="modal-end">
          <button type="button" className="button quiet" aria-pressed={telling} onClick={() => setTelling(!telling)}>
            What Slack gets
          </button>
          <button type="button" className="button" onClick={leave}>
            {view.close?.text ?? (view.submit ? "Cancel" : "Close")}
          </button>
          {view.submit && (
            <button type="submit" className="button primary" aria-busy={busy} disabled={view.submit_disabled}>
              {view.submit.text}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  );
}
