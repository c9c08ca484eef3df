/** Shows the button that prints, which without a script would do nothing. */
const button = document.querySelector<HTMLButtonElement>('#print');

if (button) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
