/** The window that the bot has opened: the topmost of the stack. */
import { useEffect, useId, useRef, useState } from "react";
import { Blocks } from "../kit/Blocks";
import type { Values } from "../kit/Controls";
import { useStage } from "../stage";
import { Mark } from "./Mark";
import type { View } from "../types";

export function Modals() {
  const { seen } = useStage();
  const view = seen.views[seen.views.length - 1];
  return view ? <Modal key={view.id} view={view} /> : null;
}

function Modal({ view }: { view: View }) {
  const { act, show } = useStage();
  const [values, setValues] = useState<Values>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const at = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (!at.current?.open) at.current?.showModal();
  }, []);

  const send = async (): Promise<void> => {
    setBusy(true);
    const done = await act("submit", { view: view.id, values });
    setBusy(false);
    setErrors((done?.errors as Record<string, string>) ?? {});
  };
  const leave = (): void => void act("close", { view: view.id });
  return (
    <dialog ref={at} className="modal" aria-labelledby={id}
      onCancel={(event) => { event.preventDefault(); leave(); }}>
      <form noValidate onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <header className="modal-head">
          <h2 id={id}>{view.title?.text}</h2>
          <button type="button" className="button" onClick={leave} aria-label="Close"><Mark of="close" /></button>
        </header>
        <div className="modal-body" tabIndex={0} role="group" aria-labelledby={id}>
          <Blocks blocks={view.blocks} owner={{ kind: "view", view: view.id }} values={values} errors={errors}
            onValue={(action, value) => setValues((now) => ({ ...now, [action]: value }))} />
        </div>
        <footer className="modal-end">
          <button type="button" className="button quiet"
            onClick={() => show({ kind: "facts", owner: { kind: "view", view: view.id } })}>
            What Slack gets
          </button>
          <button type="button" className="button" onClick={leave}>{view.close?.text ?? "Close"}</button>
          {view.submit && (
            <button type="submit" className="button primary" aria-busy={busy}>{view.submit.text}</button>
          )}
        </footer>
      </form>
    </dialog>
  );
}
