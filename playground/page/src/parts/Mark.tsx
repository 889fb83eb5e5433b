/** The few signs of the page, drawn here: fonts differ in which they have. */
const PATHS = {
  lock: "M4.500 7.500v-2.500a3.500 3.500 0 0 1 7 0v2.500M3 7.500h10v6.500h-10z",
  letter: "M2 3.500h12v9.500h-12zM2 4l6 5 6-5",
  home: "M2 8l6-5.500 6 5.500M4 6.500v7h8v-7",
  sun: "M8 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6M8 1v1.500M8 13.500v1.500M1 8h1.500M13.500 8h1.500M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1",
  moon: "M13.500 9.500a6 6 0 1 1-7-7a4.800 4.800 0 0 0 7 7z",
  menu: "M2 4h12M2 8h12M2 12h12",
  close: "M3.500 3.500l9 9M12.500 3.500l-9 9",
  clock: "M8 1.500a6.500 6.500 0 1 0 0 13a6.500 6.500 0 1 0 0-13M8 4.500v4l2.500 1.500",
  eye: "M1 8c3-5 11-5 14 0c-3 5-11 5-14 0M8 6a2 2 0 1 0 0 4a2 2 0 1 0 0-4",
  down: "M4 6l4 4 4-4",
  bolt: "M9 1.500l-5.500 7.500h4l-1 5.500l6-8h-4.500z",
  plus: "M8 3v10M3 8h10",
};

export function Mark({ of }: { of: keyof typeof PATHS }) {
  return (
    <svg className="mark" viewBox="0 0 16 16" width="16" height="16" aria-hidden focusable={false}>
      <path d={PATHS[of]} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
