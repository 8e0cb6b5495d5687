/** Korean of the benchmark view: by message id, with the English above each. */
import { str } from '@lit/localize';

export const benchmark = {
  // Benchmark
  s39648807f02d158c: '벤치마크',
  // Looking for models and a GPU…
  s29cd773fa4c68e55: '모델과 GPU를 찾는 중입니다…',
  // Model
  s5da52af9b083c29a: '모델',
  // Repetitions
  s12efa94f2e4bdcc3: '반복 횟수',
  // Cold loads too: each fetches {0}
  se7599c07b3831ddd: str`콜드 로드도 측정: 매번 ${0} 다운로드`,
  // Run
  s9fbbc819fe7e66aa: '실행',
  // This page is not cross-origin isolated: WebAssembly has one thread.
  s5e3c11c04e405e19: '이 페이지는 교차 출처 격리 상태가 아니므로 WebAssembly 스레드가 하나입니다.',
  // This browser gives no WebGPU adapter.
  sf42246c8871ecb51: '이 브라우저에는 WebGPU 어댑터가 없습니다.',
  // With WebGPU, the language model of this pack runs on WebAssembly all the same.
  s2b0fecd92cee0122: 'WebGPU를 선택해도 이 팩의 언어 모델은 WebAssembly에서 실행됩니다.',
  // The model is stored on this device first, and stays until it is deleted under Models.
  s8d612063f608cb42: '모델은 먼저 이 기기에 저장되며, ‘모델’에서 삭제할 때까지 남아 있습니다.',
  // Progress of the benchmark
  s297e0daa48e8d457: '벤치마크 진행률',
  // , {0} of {1}
  s3543a5c58029e150: str`, ${1}회 중 ${0}회`,
  // Storing the model
  sdb4e6b1e63d4e197: '모델 저장 중',
  // Cold load
  s3c86348f44aa9e61: '콜드 로드',
  // Warm load
  s2570c397e6de1764: '웜 로드',
  // Describing a picture
  s1796b18709d13a3a: '사진 설명 중',
  // Counting the memory
  s45288330661996f6: '메모리 집계 중',
  // Benchmark {0} has begun.
  s47e701da49b2217b: str`벤치마크 ${0}을(를) 시작했습니다.`,
  // Benchmark {0} is done.
  s4f8850162ad11124: str`벤치마크 ${0}이(가) 끝났습니다.`,
  // Benchmark {0} was stopped.
  s5f60609c66f95fac: str`벤치마크 ${0}을(를) 중지했습니다.`,
  // Benchmark {0} failed. {1}
  s7f330cb089e3b979: str`벤치마크 ${0}에 실패했습니다. ${1}`,
  // Results
  sca1a826088564455: '결과',
  // Save as JSON
  s1d7ffae8300d67aa: 'JSON으로 저장',
  // Medians, with the least and the most, of n measurements.
  sb531b1e674630019: 'n번 측정한 값의 중앙값과 최솟값 – 최댓값입니다.',
  // What is measured
  s8d7735b28d5db543: '측정 항목',
  // A new worker with nothing loaded: the files fetched from the server past everything stored, checked by their SHA-256, ONNX Runtime started, sessions made and warmed up.
  s1a3c323900b693ff:
    '아무것도 불러오지 않은 새 워커에서 시작합니다. 저장된 것을 쓰지 않고 파일을 서버에서 다시 받아 SHA-256으로 확인하고, ONNX Runtime을 시작하고, 세션을 만들어 예열하는 시간입니다.',
  // The same with the files that this device has stored: nothing of the model is fetched.
  s5de893e8218573f3: '같은 과정을 이 기기에 저장된 파일로 합니다. 모델은 다운로드하지 않습니다.',
  // Image encode
  s829ae83c97ea59ac: '이미지 인코딩',
  // A picture not seen before is decoded, resized and read by the image encoder.
  sc4851fc8e56ee66d: '처음 보는 사진을 디코딩하고 크기를 바꾸어 이미지 인코더가 읽는 시간입니다.',
  // Prefill
  s6dcb570d1607f28b: '프리필',
  // The decoder reads the prompt: the picture and the question, or for captions the picture alone, up to the first token.
  see36dec89a33b32e:
    '디코더가 프롬프트, 곧 사진과 질문을 읽는 시간입니다. 캡션에서는 사진만 읽고 첫 토큰까지 잽니다.',
  // First token
  se15f892189977db0: '첫 토큰',
  // From handing over the picture to the first token.
  sfa532cb14e91fe1c: '사진을 넘긴 때부터 첫 토큰까지의 시간입니다.',
  // Tokens per second
  s796ffb13c7386c24: '초당 토큰',
  // Tokens of the text by the time they took: a caption with the beams that the pack asks for, or an answer of at most 32 tokens.
  sb3419719afc1de9a:
    '글의 토큰 수를 걸린 시간으로 나눈 값입니다. 팩이 정한 빔 수로 만든 캡션, 또는 최대 32토큰의 답변입니다.',
  // Weights
  sd6cd162ac377167e: '가중치',
  // Bytes of the weight files that the model was made of.
  s1bacb933d2dbdec3: '모델을 이루는 가중치 파일의 크기입니다.',
  // Keys and values
  sf47b0f75587a3346: '키와 값',
  // What the language model keeps of the picture, the question and the answer.
  sc8318ba71f9a0bc4: '언어 모델이 사진, 질문, 답변에 대해 보관하는 양입니다.',
  // Whole tab
  sd13aab4542df3e9b: '탭 전체',
  // What the browser counts for the page and all its workers, the model of the other views included. Only browsers with this count, on a cross-origin isolated page.
  scaceebbb3a90013b:
    '페이지와 모든 워커에 대해 브라우저가 집계한 값으로, 다른 화면의 모델도 포함합니다. 이 집계를 지원하는 브라우저에서, 교차 출처 격리된 페이지에서만 나옵니다.',
  // {0} tokens/s
  sb89fb944aa4c9f23: str`초당 ${0}토큰`,
  // more is better
  s60a17dca37c5782a: '클수록 좋음',
  // less is better
  s273eda904c293b32: '작을수록 좋음',
  // none
  s3c0d17bad169557b: '없음',
  // n = {0}
  s9ba0621cdf59c6d0: str`n = ${0}`,
  // It failed: {0}
  sfa531f262c3fb62b: str`실패: ${0}`,
  // Stopped: the figures are of what was done by then.
  s4ef22d9f11f9f2fe: '중지됨: 그때까지 측정한 값입니다.',
  // Running…
  s3cafc7acb8373fbe: '실행 중…',
};
