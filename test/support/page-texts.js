/* Runs in the page: gives every text that people read or hear on it, but for what is marked as being in another language. */
const isOwn = (element) => element.closest('script, style, html [lang]') === null;
(() => {
  const texts = [];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (isOwn(walker.currentNode.parentElement)) texts.push(walker.currentNode.textContent.trim());
  for (const name of ['aria-label', 'placeholder', 'title']) {
    for (const element of document.querySelectorAll(`[${name}]`)) if (isOwn(element)) texts.push(element.getAttribute(name));
  }
  return texts;
})();
