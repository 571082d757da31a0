import { type RefObject, useCallback, useEffect, useRef } from 'react';

/** Keeps the end in sight while it grows, until somebody scrolls up to read. */
export function useStickToEnd(scroller: RefObject<HTMLElement | null>): () => void {
  const isAtEnd = useRef(true);
  useEffect(() => {
    const element = scroller.current;
    const content = element?.firstElementChild;
    if (!element || !content) return;
    let height = content.clientHeight;
    const note = () => {
      const isGrowing = content.clientHeight !== height;
      height = content.clientHeight;
      if (isGrowing) return;
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 90;
    };
    // Opening a panel under an answer must not throw the reader to the end: a press inside the
    // conversation lets go until the next question.
    const letGo = () => {
      isAtEnd.current = false;
    };
    const observer = new ResizeObserver(() => {
      height = content.clientHeight;
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(content);
    element.addEventListener('scroll', note, { passive: true });
    element.addEventListener('pointerdown', letGo, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', note);
      element.removeEventListener('pointerdown', letGo);
    };
  }, [scroller]);
  return useCallback(() => {
    isAtEnd.current = true;
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [scroller]);
}
