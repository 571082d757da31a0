import { type RefObject, useCallback, useEffect, useRef } from 'react';

const space = 20;

/**
 * Keeps the newest question and what is said to it in sight while it grows: the end of it, but
 * never past the question itself. Whoever scrolls or presses something reads on undisturbed.
 */
export function useFollow(scroller: RefObject<HTMLElement | null>): () => void {
  const isFollowing = useRef(true);
  const move = useCallback(() => {
    const element = scroller.current;
    if (!element || !isFollowing.current) return;
    const newest = [...element.querySelectorAll<HTMLElement>('.question')].at(-1);
    const end = element.scrollHeight - element.clientHeight;
    const top = newest
      ? newest.getBoundingClientRect().top - element.getBoundingClientRect().top - space
      : Infinity;
    element.scrollTop = Math.min(end, element.scrollTop + top);
  }, [scroller]);
  useEffect(() => {
    const element = scroller.current;
    const content = element?.firstElementChild;
    if (!element || !content) return;
    const letGo = () => {
      isFollowing.current = false;
    };
    const observer = new ResizeObserver(move);
    observer.observe(content);
    const signs = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;
    for (const sign of signs) element.addEventListener(sign, letGo, { passive: true });
    return () => {
      observer.disconnect();
      for (const sign of signs) element.removeEventListener(sign, letGo);
    };
  }, [scroller, move]);
  return useCallback(() => {
    isFollowing.current = true;
    move();
  }, [move]);
}
